"""Why a CV file could not be read, said so that its owner knows what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CvError(Exception):
    """A CV that cannot be read. `str(error)` is one sentence for the person who sent the file."""

    message: str | Promise = _("This CV could not be read. Save it again as PDF or DOCX.")

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message) % self.facts


class EmptyCvError(CvError):
    message = _("This file is empty. Choose the file that holds your CV and send it again.")


class TooLargeCvError(CvError):
    message = _(
        "This file has %(size).1f MB and the limit is %(limit)d MB."
        " Leave out pictures and scans, or save it as PDF with a smaller size."
    )


class TooManyPagesCvError(CvError):
    message = _(
        "This CV has %(pages)d pages and the limit is %(limit)d."
        " Send the CV alone, without annexes."
    )


class TooLongCvError(CvError):
    message = _(
        "This CV has more than %(limit)d characters of text. Send the CV alone, without annexes."
    )


class TooCostlyCvError(CvError):
    message = _(
        "This file unfolds to far more than a CV needs, so reading it was stopped."
        " Print it to a new PDF and send that."
    )


class UnsupportedCvError(CvError):
    message = _("This is %(found)s. Send your CV as PDF, DOCX, TXT or JSON Resume.")


class LegacyWordCvError(CvError):
    message = _("This is a Word 97-2003 file (.doc). Open it and save it as DOCX or PDF.")


class WronglyNamedCvError(CvError):
    message = _(
        "The name ends in .%(extension)s but the content is %(found)s."
        " Give the file its right ending or save it again as .%(extension)s."
    )


class BrokenCvError(CvError):
    message = _(
        "This file says it is %(expected)s but cannot be opened: it is damaged or incomplete."
        " Open it on your computer, save it again and send the new file."
    )


class EncryptedCvError(CvError):
    message = _("This file is protected by a password. Save it without a password and send that.")


class ScannedCvError(CvError):
    message = _(
        "This PDF holds pictures but no text, as a scan does."
        " Send the PDF or DOCX that your text program saves."
    )


class UnknownEncodingCvError(CvError):
    message = _("The characters of this text file cannot be made out. Save it as UTF-8.")


class InvalidResumeError(CvError):
    """A JSON Resume that is not JSON, or not of the shape the schema gives; `path` says where."""

    message = _("This JSON Resume cannot be used at “%(path)s”: %(problem)s.")
