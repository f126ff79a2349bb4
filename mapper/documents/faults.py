"""What can be wrong with a template or a paper, told in words of the catalogues `documents` and `formats`."""

from __future__ import annotations

from mapper.fault import Fault


class TemplateMissing(Fault):
    """Tell that a template is not there. Facts: template."""

    code = "documents_template_missing"


class TemplateUnreadable(Fault):
    """Tell that a template is no UTF-8 text, is too big, or holds characters that cannot be seen. Facts: template."""

    code = "documents_template_unreadable"


class TemplateMistake(Fault):
    """Tell that a template is not written right. Facts: template, line."""

    code = "documents_template_mistake"


class NotOffered(Fault):
    """Tell that a template asks for more than printing, choosing and repeating. Facts: template, line, what."""

    code = "documents_not_offered"


class UnknownName(Fault):
    """Tell that a template names something that this paper is not told. Facts: template, line, name, near."""

    code = "documents_unknown_name"


class CannotBePrinted(Fault):
    """Tell that a template prints something that is no text. Facts: template, line."""

    code = "documents_cannot_be_printed"


class TemplateElsewhere(Fault):
    """Tell that an office's template is a link that leads out of its folder. Facts: template."""

    code = "documents_template_elsewhere"


class TemplateSlow(Fault):
    """Tell that a template took too long and was ended. Facts: template, seconds."""

    code = "documents_template_slow"


class TemplateHungry(Fault):
    """Tell that a template took too much memory and was ended. Facts: template."""

    code = "documents_template_hungry"


class TemplateDeep(Fault):
    """Tell that a template has too much within each other. Facts: template, line."""

    code = "documents_template_deep"


class TemplateFlood(Fault):
    """Tell that a template wrote more than a paper can hold, and was ended. Facts: template."""

    code = "documents_template_flood"


class TemplateBroken(Fault):
    """Tell that a template ended with nothing that could be a paper. Facts: template."""

    code = "documents_template_broken"


class LockMissing(Fault):
    """Tell that this machine cannot lock in a template. Facts: reason, a word for whoever looks after the machine."""

    code = "documents_lock_missing"


class OfficeTemplateRefused(Fault):
    """Tell that the office's own template is not used, since it cannot be locked in here. Facts: path, reason."""

    code = "documents_office_template"


class OfficeListUnread(Fault):
    """Tell that a list of the office's own is not read, for only the shipped one counts. Facts: path, file."""

    code = "documents_office_list"


class MisplacedValue(Fault):
    """Tell that a table, a list or a figure stands in the middle of a line, or a value in a link. Facts: template."""

    code = "documents_misplaced_value"


class LinkRefused(Fault):
    """Tell that a template links to something else than mailto, tel or https. Facts: template, link."""

    code = "documents_link_refused"


class FormatMissing(Fault):
    """Tell that this machine cannot write papers in a format: what writes it is not installed. Facts: ending."""

    code = "formats_missing"


class PdfOrdinary(Fault):
    """Tell that a PDF was written without the promise of PDF/UA-1 and PDF/A-2a; it is tagged all the same."""

    code = "formats_pdf_ordinary"


class LogoUnusable(Fault):
    """Tell that the office's logo could not be drawn, so that the paper is without it."""

    code = "formats_logo_unusable"


class GlyphsMissing(Fault):
    """Tell that no shipped font can draw some characters, so that a sign stands for each. Facts: n, characters."""

    code = "formats_glyphs_missing"


class LetterheadUnreadable(Fault):
    """Tell that an office's letterhead is no Word file, is damaged or is too large; the shipped one is used."""

    code = "letterhead_unreadable"


class LetterheadMacros(Fault):
    """Tell that an office's letterhead holds macros or other programs; the shipped one is used."""

    code = "letterhead_macros"


class LetterheadFetches(Fault):
    """Tell that an office's letterhead fetches something from elsewhere; the shipped one is used."""

    code = "letterhead_fetches"


class LetterheadUnmarked(Fault):
    """Tell that an office's letterhead does not say where the content goes; it stands at the end."""

    code = "letterhead_unmarked"


class ConsentMissing(Fault):
    """Tell that there is no consent by which such a paper can be made."""

    code = "documents_consent_missing"


class RecipientMissing(Fault):
    """Tell that nobody said whom the paper is for."""

    code = "documents_recipient_missing"


class ConsentWithdrawn(Fault):
    """Tell that the participant took the consent back, so that nothing may be told. Facts: day."""

    code = "documents_consent_withdrawn"


class ConsentExpired(Fault):
    """Tell that the last day of the consent has passed. Facts: day."""

    code = "documents_consent_expired"


class ConsentReplaced(Fault):
    """Tell that a later consent with the same recipient has taken over."""

    code = "documents_consent_replaced"


class ConsentChanged(Fault):
    """Tell that nothing of what the yes was given to stands as it did."""

    code = "documents_consent_changed"
