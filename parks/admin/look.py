"""What the look of the web admin needs beside its settings."""

from typing import Any

from parks.http import PortalRequest


def without_inline_colours(request: PortalRequest) -> dict[str, Any]:
    """Keep Unfold from writing its colours into a style element: `admin.css` has ours."""
    return {"colors": {}}
