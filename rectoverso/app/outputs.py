"""Make the outputs in memory, and say what is wrong with them and what shops would say."""

from __future__ import annotations

from contextlib import nullcontext

from rectoverso.app import shelf
from rectoverso.app.build import Means, make, moment_of
from rectoverso.app.check import Checked, Progress, has_errors
from rectoverso.app.echoes import told_once
from rectoverso.app.editions import as_edition
from rectoverso.app.report import in_order
from rectoverso.app.waiving import waived
from rectoverso.model.source import Finding
from rectoverso.writing.paper.workers import Workers


def check_outputs(
    checked: Checked, epoch: str | None, progress: Progress, edition: str = ""
) -> tuple[Finding, ...]:
    """What is wrong with a project and its outputs; with errors in the project no output is made.

    `edition` names one of the book's whose outputs are looked over instead; `epoch` is what
    SOURCE_DATE_EPOCH says, if it says anything. Pages that a build remembers are not set again, and
    where there is such a memory, those set now are put there, too.
    """
    from rectoverso.writing.screen.inspection import shop_list

    findings = list(checked.findings)
    chosen = as_edition(checked, edition) if edition else checked
    if isinstance(chosen, Finding):
        return in_order([*findings, chosen])
    if has_errors(checked.findings):
        return checked.findings
    checked = chosen
    memory = shelf.memory_of(checked.manuscript.root)
    known = memory if memory.is_dir() else None
    moment = moment_of(checked.book.settings, epoch)
    with Workers() if "pdf" in checked.book.settings.outputs else nullcontext() as workers:
        made = make(checked, (), moment, progress, means=Means(workers, known))
    for kind, written in made.items():
        findings += written.findings
        if kind == "epub":
            findings += shop_list(written.data, checked.book, written.pictures)
    kept, _ = waived(findings, checked.manuscript.checking.waivers)
    return told_once(in_order(kept), checked.book)
