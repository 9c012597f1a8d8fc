"""The commands: what people type, what they see, and the exit codes.

0 fine, 1 the author's findings, 2 the machine's trouble, 130 interrupted. What takes long to import
is imported by the command that needs it.
"""

from __future__ import annotations

import atexit
import gc
import os
import shlex
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Literal

import click

import rectoverso
from rectoverso.app import screen
from rectoverso.app.interruptions import heard
from rectoverso.app.options import EDITION, JOBS, STRICT
from rectoverso.app.options import project as _project
from rectoverso.app.screen import FAULTS, FINE
from rectoverso.app.trouble import MACHINE, MachineError, refused
from rectoverso.model.rules import outputs as rules

TROUBLE, INTERRUPTED = 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(rectoverso.__version__, prog_name="rectoverso")
@_project(used=False)
def rectoverso_command() -> None:
    """Compile chapter files into a printable PDF and an EPUB."""


@rectoverso_command.command()
@click.argument("kinds", metavar="[pdf] [epub]", nargs=-1)
@click.option(
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the outputs go (else: the project's build folder).",
)
@EDITION
@click.option("--no-page-list", is_flag=True, help="An EPUB without the pages of the PDF.")
@JOBS
@click.option(
    "--marks",
    type=click.Choice(["accept", "reject", "show"]),
    default="accept",
    help="What becomes of editors' marks in the chapters.",
)
@click.option(
    "--impose",
    "scheme",
    metavar="HOW",
    help="The PDF on sheets to be folded, too: booklet, 2up, signatures=16.",
)
@click.option(
    "--creep",
    metavar="LENGTH",
    default="0mm",
    help="How far a sheet within another is moved to the fold: 0.1mm.",
)
@STRICT
@_project()
def build(
    root: Path,
    kinds: tuple[str, ...],
    folder: Path | None,
    edition: str,
    no_page_list: bool,
    jobs: int | None,
    marks: Literal["accept", "reject", "show"],
    scheme: str | None,
    creep: str,
    strict: bool,
) -> int:
    """Make the book: a PDF, an EPUB, or both.

    With an error nothing is written, and the outputs of the last build stay as they are. The
    outputs bear the time that SOURCE_DATE_EPOCH says, else the book's date, so that the same book
    gives the same bytes.
    """
    from rectoverso.app.build import OUTPUTS
    from rectoverso.app.build import build as make
    from rectoverso.app.report import summary

    for kind in kinds:
        if kind not in OUTPUTS:
            raise click.BadParameter(f"“{kind}” is none of {', '.join(OUTPUTS)}")
    fold = None
    if scheme is not None:
        from rectoverso.app.imposing import asked_for

        fold = asked_for(scheme, creep, kinds, root, edition, listed=folder is None)
    begun = perf_counter()
    with screen.progress(root) as progress:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        built = make(
            *(root, kinds, folder, epoch, progress),
            edition=edition,
            page_list=not no_page_list,
            jobs=jobs or 0,
            marks=marks,
        )
    outputs = fold(built.made) if fold else built.made
    screen.tell(built.findings, root)
    click.echo(summary(outputs, built.words, perf_counter() - begun, built.findings))
    return screen.verdict(built.findings, strict)


@rectoverso_command.command()
@click.option("--html", "page", is_flag=True, help="Write a page to look through into build.")
@click.option("--propose", is_flag=True, help="Write the marks that “auto” proposes into build.")
@_project()
def index(root: Path, page: bool, propose: bool) -> int:
    """Show the index: every entry with the places of its marks, and what is worth a look."""
    from rectoverso.app import index as indexing
    from rectoverso.app.check import check as look

    with screen.progress(root) as progress:
        checked = look(root, progress)
    seen = indexing.look_over(checked)
    if page:
        click.echo(indexing.write_page(seen, checked, root).as_posix())
    if propose:
        path, number = indexing.write_proposals(checked, root)
        click.echo(f"{path.as_posix()}: {number} proposal{'s' * (number != 1)}")
    if not (page or propose):
        screen.table(("Entry", "Marks", "Sends to"), indexing.table(seen), root)
        for remark in indexing.remarks(seen, indexing.unused_keys(checked)):
            click.echo(remark)
    screen.tell_errors(checked.findings, root)
    return screen.verdict(checked.findings, strict=False)


@rectoverso_command.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--lang", default="en", help="The language of the book, such as fa.")
@_project(used=False)
def new(folder: Path, lang: str) -> None:
    """Begin a book with a small project that builds at once."""
    from rectoverso.app.new import begin, languages

    if lang not in languages():
        raise click.BadParameter(
            f"there is no project to begin with in “{lang}”; choose {', '.join(languages())}",
            param_hint="--lang",
        )
    for file in begin(folder, lang):
        click.echo((folder / file).as_posix())
    name = click.get_current_context().find_root().info_name
    click.echo(f"Now: {name} build --project {shlex.quote(folder.as_posix())}")


@rectoverso_command.command()
@_project()
def clean(root: Path) -> None:
    """Remove the outputs from the project's build folder.

    What we did not make is left where it is.
    """
    from rectoverso.app.shelf import BUILD, clear

    removed, left = clear(root / BUILD, BUILD)
    for name in removed:
        click.echo(f"removed {BUILD}/{name}")
    for name in left:
        click.echo(f"left {BUILD}/{name}, which we did not make")
    if not removed and not left:
        click.echo("nothing to remove")


@rectoverso_command.command()
@click.argument("code", required=False)
@_project(used=False)
def explain(code: str | None) -> int:
    """Explain a finding by its code; without a code, list all."""
    from rectoverso.app.explain import every_rule, explanation, nearest

    if code is None:
        click.echo(every_rule())
        return FINE
    said = explanation(code)
    if not said:
        near = nearest(code)
        hint = f"did you mean “{near}”?" if near else "“explain” without a code lists them all"
        click.echo(f"no finding has the code “{code}”; {hint}", err=True)
        return TROUBLE
    click.echo(said)
    return FINE


@rectoverso_command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", metavar="[PYTEST ARGUMENTS]", nargs=-1, type=click.UNPROCESSED)
@_project(used=False)
def test(arguments: tuple[str, ...]) -> int:
    """Run the program's own tests (in a copy of its repository)."""
    checkout = Path(rectoverso.__file__).resolve().parents[1]
    if not (checkout / "tests").is_dir() or not (checkout / "pyproject.toml").is_file():
        raise MachineError(rules.no_tests_here(MACHINE))
    ended = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=checkout, check=False)
    # pytest: 0 all passed, 1 some failed, anything else means that they could not be run.
    return ended.returncode if ended.returncode in (FINE, FAULTS) else TROUBLE


# --- Start and end -------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command (by default what was typed) and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal without Unicode shows “ as \u201c rather than stopping us.
            stream.reconfigure(errors="backslashreplace")
    # A book is a tree of values that live to the end. Python would spend a fifth of the time of
    # reading it on looking for others among them, and half a second before it ends.
    gc.set_threshold(100_000, 20, 20)
    atexit.register(gc.freeze)
    try:
        with heard():
            command = _with_all_commands()
            ended = command.main(arguments, prog_name=_name(), standalone_mode=False)
        sys.stdout.flush()
        return ended or FINE
    except MachineError as error:
        screen.tell([error.finding], Path())
    except (click.Abort, KeyboardInterrupt):  # Abort is click's word for Ctrl-C
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
    except BrokenPipeError:
        # Nobody listens any more (`| head`): stop, and let Python find no pipe to complain about.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        screen.tell([refused(error)], Path())
    except Exception as error:
        from rectoverso.writing.templatefaults import BrokenTemplateError

        if isinstance(error, BrokenTemplateError):
            screen.tell([error.finding], Path())
            return FAULTS
        traceback.print_exc()
        click.echo("This is a fault of the program: please report it, with these lines.", err=True)
    return TROUBLE


def _with_all_commands() -> click.Group:
    from rectoverso.app.checking import check
    from rectoverso.app.counting import COMMANDS as COUNTING
    from rectoverso.app.cover import COMMANDS as COVER
    from rectoverso.app.desk.command import COMMANDS as DESK
    from rectoverso.app.lsp.command import COMMANDS as LSP
    from rectoverso.app.marks import marks
    from rectoverso.app.preflight import COMMANDS as PREFLIGHT
    from rectoverso.app.proof.command import COMMANDS as PROOF
    from rectoverso.app.raw import COMMANDS as RAW
    from rectoverso.app.word.command import COMMANDS as WORD

    for command in (check, marks, *COUNTING, *RAW, *DESK, *PROOF, *LSP, *COVER, *WORD, *PREFLIGHT):
        rectoverso_command.add_command(command)
    return rectoverso_command


def _name() -> str:
    """What people type to start us: the command, or make_book.py, which starts us as a module."""
    start = Path(rectoverso.__file__).resolve().parents[1] / "make_book.py"
    if Path(sys.argv[0]).name != "__main__.py" or not start.is_file():
        return "rectoverso"
    return f"python3 {start.name if start.parent == Path.cwd() else shlex.quote(str(start))}"
