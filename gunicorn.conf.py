"""How gunicorn serves the portal; the command line may override each of these."""

import gc

# The settings load once, in the parent: when a server is missing, one sentence and the end,
# instead of workers that are started again for ever.
preload_app = True
control_socket_disable = True  # it would write into the home of the account
workers = 2
threads = 4
accesslog = None  # requests are logged by django-structlog, with their id
forwarded_allow_ips = "127.0.0.1"


def when_ready(server: object) -> None:
    """What is loaded now stays: the collector need not walk through it in the midst of an answer.

    It is frozen in the parent, before the workers are forked, so that they share its memory.
    """
    gc.collect()
    gc.freeze()
