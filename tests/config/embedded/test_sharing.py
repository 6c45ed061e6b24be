"""One PostgreSQL and one Redis for all processes of a checkout, from the first to the last."""

import os
import signal

import psutil
import pytest

from config.embedded.locks import wait_until
from tests.config.embedded.checkouts import PATIENCE, TELL, TELL_WHEN_ASKED

CRASH = [signal.SIGKILL, signal.SIGTERM]
COME_AND_GO = """
for turn in range(4):
    urls = embedded.urls_or_exit(checkout)
    psycopg2.connect(urls.database).close()
    embedded.sharing.leave(embedded.Postgres(checkout))
    embedded.sharing.leave(embedded.Redis(checkout))
"""
FORK_A_CHILD_THAT_ENDS = """
if os.fork() == 0:
    sys.exit()
os.wait()
"""
FORK_A_CHILD_THAT_STAYS = """
gate = int(os.environ["GATE"])
if os.fork() == 0:
    os.close(1)
    os.close(2)
    os.read(gate, 1)
"""


def test_two_processes_share_one_postgres_and_one_redis(any_checkout):
    first, second = any_checkout.start(), any_checkout.start()

    assert first.read() == second.read()
    assert (len(any_checkout.postgres()), len(any_checkout.redis())) == (1, 1)


def test_eight_first_starts_at_once_end_with_one_server_each(any_checkout):
    clients = [any_checkout.start() for _ in range(8)]

    addresses = [client.read() for client in clients]

    assert addresses == [addresses[0]] * 8
    assert (len(any_checkout.postgres()), len(any_checkout.redis())) == (1, 1)


def test_the_last_process_out_stops_both_servers(any_checkout):
    first, second = any_checkout.join(), any_checkout.join()
    running = any_checkout.postgres(), any_checkout.redis()

    first.leave()
    after_the_first = any_checkout.postgres(), any_checkout.redis()
    second.leave()

    assert after_the_first == running
    assert (any_checkout.postgres(), any_checkout.redis()) == ([], [])


def test_the_servers_outlive_their_starter_and_do_not_keep_its_pipes_open(checkout):
    starter = checkout.join()
    other = checkout.join()

    end = starter.leave()  # reads its output to the end

    assert end == (0, "")
    assert (len(checkout.postgres()), len(checkout.redis())) == (1, 1)
    assert other.ask() == checkout.start().read()


@pytest.mark.parametrize("crash", CRASH)
def test_a_killed_process_blocks_neither_the_next_start_nor_the_next_stop(checkout, crash):
    checkout.join().kill(crash)
    left_behind = checkout.postgres(), checkout.redis()

    successor = checkout.join()
    taken_over = checkout.postgres(), checkout.redis()
    successor.leave()

    assert taken_over == left_behind
    assert (checkout.postgres(), checkout.redis()) == ([], [])


@pytest.mark.parametrize("name", ["postgres", "redis-server"])
def test_a_killed_server_is_started_again_at_the_next_call(any_checkout, name):
    client = any_checkout.join()
    (killed,) = any_checkout.servers(name)
    psutil.Process(killed).kill()

    client.ask()

    (started,) = any_checkout.servers(name)
    assert started != killed


def test_after_a_power_cut_a_stranger_with_the_old_process_id_is_no_obstacle(checkout):
    client = checkout.join()
    for pid in checkout.postgres() + checkout.redis():
        psutil.Process(pid).kill()
    client.kill(signal.SIGKILL)
    stranger = checkout.start("sys.stdin.read()")
    for file in ("data/postmaster.pid", "run/.s.PGSQL.5432.lock"):
        stale = checkout.state / "postgresql" / file
        lines = stale.read_text().splitlines()
        stale.write_text("\n".join([str(stranger.process.pid), *lines[1:], ""]))

    checkout.join()

    assert (len(checkout.postgres()), len(checkout.redis())) == (1, 1)


def test_a_process_killed_while_it_prepares_the_data_leaves_no_half_made_data(checkout):
    killed = checkout.start()
    unfinished = checkout.state / "postgresql/data.unfinished"
    assert wait_until(unfinished.exists, seconds=PATIENCE)
    killed.kill(signal.SIGKILL)

    successor = checkout.join()

    assert len(checkout.postgres()) == 1
    assert not unfinished.exists()
    assert successor.leave() == (0, "")


def test_a_forked_child_that_ends_takes_nothing_from_its_parent(checkout):
    parent = checkout.start(TELL + FORK_A_CHILD_THAT_ENDS + TELL_WHEN_ASKED)
    parent.read()
    parent.ask()
    running = checkout.postgres(), checkout.redis()

    checkout.join().leave()

    assert (checkout.postgres(), checkout.redis()) == running
    assert (len(running[0]), len(running[1])) == (1, 1)


def test_a_forked_child_that_outlives_its_parent_keeps_the_servers(checkout, monkeypatch):
    gate, opener = os.pipe()
    alive, end_of_all = os.pipe()
    monkeypatch.setenv("GATE", str(gate))
    parent = checkout.start(TELL + FORK_A_CHILD_THAT_STAYS, pass_fds=[gate, end_of_all])
    os.close(gate)
    os.close(end_of_all)

    parent.leave()
    while_the_child_lives = len(checkout.postgres()), len(checkout.redis())
    os.close(opener)
    end = os.read(alive, 1)  # nobody holds the other end any more

    os.close(alive)
    assert end == b""
    assert while_the_child_lives == (1, 1)
    assert (checkout.postgres(), checkout.redis()) == ([], [])


def test_processes_that_come_while_others_go_always_find_a_server(checkout):
    crowd = [checkout.start(COME_AND_GO) for _ in range(3)]

    ends = [client.leave() for client in crowd]

    assert ends == [(0, "")] * 3
    assert (checkout.postgres(), checkout.redis()) == ([], [])
