"""What goes wrong when a checkout wants servers of its own."""


class EmbeddedServerError(Exception):
    """No server can be had. The message is one sentence that names what to install or to set."""
