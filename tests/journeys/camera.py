"""Takes the README's pictures while a journey is told: `make screenshots` sets CASEBOOK_SCREENSHOTS."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[1] / "screenshots"
ON = bool(os.environ.get("CASEBOOK_SCREENSHOTS"))


def picture(page: Page, name: str, *, width: int = 1280, height: int = 860, dark: bool = False) -> None:
    """Save what the page shows at this size; does nothing unless pictures were asked for."""
    if not ON:
        return
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")
