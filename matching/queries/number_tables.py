"""Which tables the figures of a company's desk come in, in the language of the reader."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from companies.models import Company, Opening
from matching.choices.applications import ApplicationSource, ApplicationState, RefusalReason
from matching.choices.interviews import OfferState
from matching.choices.numbers import STAGES
from matching.queries.figure_tables import Cell, Column, Kind, Row, Table, table_row
from matching.queries.funnel import NOTHING, Funnel, Stay, Tally
from matching.queries.numbers import Numbers, rate

ENDINGS = (ApplicationState.REFUSED, ApplicationState.WITHDRAWN, ApplicationState.LAPSED)
NOT_LEFT = Stay(0, None, None)


def figure_tables(numbers: Numbers) -> list[Table]:
    """Return what is told of every selection."""
    return [
        funnel_table(numbers.funnel),
        source_table(numbers.funnel.sources),
        ending_table(numbers.funnel),
        reason_table(numbers.funnel.reasons),
        offer_table(numbers.offers),
    ]


def summary_table(numbers: Numbers) -> Table:
    """The figures that stand above all others, for the files."""
    columns = (Column(_("Figure"), Kind.TEXT), Column(_("Value")))
    rows = [
        Row((Cell(columns[0], figure.column.head), Cell(figure.column, figure.value)))
        for figure in summary(numbers)
    ]
    return Table("summary", _("At a glance"), columns, rows)


def summary(numbers: Numbers) -> list[Cell]:
    """Return the figures that are told first, each under its own head."""
    whole = numbers.funnel.whole
    return [
        Cell(Column(_("Applications")), whole.sent),
        Cell(Column(_("Waiting for a first answer")), whole.waiting),
        Cell(Column(_("Answered within 30 days"), Kind.SHARE), numbers.answered_in_time),
        Cell(Column(_("Days to the first answer, median"), Kind.DAYS), whole.responses.days),
        Cell(Column(_("Offers accepted"), Kind.SHARE), numbers.offers_accepted),
        Cell(Column(_("Hired")), whole.hired),
    ]


def funnel_table(funnel: Funnel) -> Table:
    columns = (
        Column(_("Stage of the application"), Kind.TEXT),
        Column(_("Came this far")),
        Column(_("Of the stage before"), Kind.SHARE),
        Column(_("Of all"), Kind.SHARE),
        Column(_("There now")),
        Column(_("Days in it, median"), Kind.DAYS),
        Column(_("Days in it, 90th percentile"), Kind.DAYS),
    )
    reached = funnel.whole.reached
    rows = []
    for stage, count, before in zip(STAGES, reached, reached[:1] + reached, strict=False):
        stay = funnel.stays.get(stage, NOT_LEFT)
        now = funnel.states.get(stage, NOTHING).sent
        shares = (rate(count, before), rate(count, funnel.whole.sent))
        values = (str(stage.label), count, *shares, now, stay.median, stay.ninetieth)
        rows.append(table_row(columns, values))
    note = _(
        "Whoever skips a stage has come that far too. Days are of those who have left the stage; "
        "whoever comes back to it has both times added up."
    )
    return Table("funnel", _("How far applications come"), columns, rows, note=note, charted=1)


def source_table(sources: Mapping[str, Tally]) -> Table:
    columns = (
        Column(_("Came through"), Kind.TEXT),
        Column(_("Applications")),
        Column(_("Share"), Kind.SHARE),
        Column(_("Shortlisted")),
        Column(_("Hired")),
        Column(_("Hired of these"), Kind.SHARE),
    )
    all_sent = sum(tally.sent for tally in sources.values())
    rows = []
    for source in ApplicationSource:
        tally = sources.get(source, NOTHING)
        share, success = rate(tally.sent, all_sent), rate(tally.hired, tally.sent)
        values = (str(source.label), tally.sent, share, tally.reached[1], tally.hired, success)
        rows.append(table_row(columns, values))
    return Table("sources", _("How applicants found you"), columns, rows, charted=1)


def ending_table(funnel: Funnel) -> Table:
    counts = [(str(each.label), funnel.states.get(each, NOTHING).sent) for each in ENDINGS]
    return Table(
        "endings",
        _("Ended without a hire"),
        *_counted(_("How it ended"), counts, funnel.whole.sent),
        note=_("An application lapses when nobody has answered it for 60 days."),
        charted=1,
    )


def reason_table(reasons: Mapping[str, Tally]) -> Table:
    counts = [
        (str(reason.label), reasons[reason].sent) for reason in RefusalReason if reason in reasons
    ]
    return Table(
        "reasons",
        _("Why you refused"),
        *_counted(_("Reason"), counts, sum(count for _label, count in counts)),
        empty=_("Nobody was refused."),
        charted=1,
    )


def offer_table(offers: Mapping[str, int]) -> Table:
    counts = [(str(state.label), offers[state]) for state in OfferState if state in offers]
    return Table(
        "offers",
        _("What became of your offers"),
        *_counted(_("Offer"), counts, sum(offers.values())),
        note=_("Somebody can have several: an offer that was taken back and made again is two."),
        empty=_("No offer was made."),
        charted=1,
    )


def _counted(
    head: str, counts: Iterable[tuple[str, int]], whole: int
) -> tuple[Sequence[Column], list[Row]]:
    columns = (
        Column(head, Kind.TEXT),
        Column(pgettext("how many", "Number")),
        Column(_("Share"), Kind.SHARE),
    )
    rows = [table_row(columns, (label, count, rate(count, whole))) for label, count in counts]
    return columns, rows


def opening_table(openings: Iterable[tuple[Opening, Tally]]) -> Table:
    columns = _columns_of_places(_("Opening"))
    rows = [
        table_row(columns, _of_place(str(opening), tally), f"opening={opening.uuid}")
        for opening, tally in openings
    ]
    return Table("openings", _("By opening"), columns, rows)


def company_table(companies: Iterable[Company], tallies: Mapping[int, Tally]) -> Table:
    columns = _columns_of_places(_("Company"))
    rows = [
        table_row(
            columns,
            _of_place(str(company), tallies.get(company.pk, NOTHING)),
            f"company={company.uuid}",
        )
        for company in companies
    ]
    return Table("companies", _("By company"), columns, rows)


def _columns_of_places(head: str) -> tuple[Column, ...]:
    stages = (Column(str(stage.label)) for stage in STAGES[1:])
    return (
        Column(head, Kind.TEXT),
        Column(_("Applications")),
        Column(_("Unanswered")),
        *stages,
        Column(_("Answered within 30 days"), Kind.SHARE),
    )


def _of_place(name: str, tally: Tally) -> tuple[str | int | float | None, ...]:
    in_time = rate(tally.responses.answered, tally.responses.counted)
    return (name, tally.sent, tally.waiting, *tally.reached[1:], in_time)
