"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Answer = TypeVar("Answer")
# The type of an argument that names a file or folder, there or not.
PATH = click.Path(path_type=Path)
# How findings are told.
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="For people, for programs, for GitHub's annotations, or SARIF 2.1.0.",
)
# How anything else is.
TEXT_OR_JSON = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or for programs.",
)
STRICT = click.option("--strict", is_flag=True, help="End with 1 when there are warnings, too.")
EDITION = click.option("--edition", metavar="NAME", default="", help="One described in book.toml.")
JOBS = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
    help="In how many processes to set pages (else: one for each core).",
)
PRINTER = click.option(
    "--printer", metavar="NAME", default="", help="kdp, ingram, lulu, bod, blurb, or a file."
)


def project(*, used: bool = True) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """The option --project, which may also stand before the command's name.

    A command to which the project does not matter takes the option, too, so that it can be given
    always (by a shell alias, say), and does not look at it.
    """

    def remember(context: click.Context, _: click.Parameter, given: Path | None) -> Path:
        root = context.find_root()
        if given is not None:
            root.obj = given
        return root.obj or Path()

    return click.option(
        "--project",
        "root",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=remember,
        expose_value=used,
        help="The folder of the book project (else: the current one).",
    )
