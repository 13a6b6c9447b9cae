"""The steps of an entry, in their order."""

from portal.entries.models import Entry
from portal.entries.steps.ai import AIStep
from portal.entries.steps.answers import AnswersStep
from portal.entries.steps.base import Step
from portal.entries.steps.declarations import DeclarationsStep
from portal.entries.steps.file import FileStep
from portal.entries.steps.film import FilmStep
from portal.entries.steps.institution import InstitutionStep
from portal.entries.steps.materials import MaterialsStep
from portal.entries.steps.mode import ModeStep
from portal.entries.steps.people import PeopleStep
from portal.entries.steps.profile import PortfolioStep, ProfileStep

__all__ = ["STEPS", "Step", "step_of", "steps_of"]
STEPS: tuple[Step, ...] = (
    InstitutionStep(),
    ProfileStep(),
    PortfolioStep(),
    FilmStep(),
    PeopleStep(),
    ModeStep(),
    FileStep(),
    AIStep(),
    DeclarationsStep(),
    MaterialsStep(),
    AnswersStep(),
)


def steps_of(entry: Entry) -> list[Step]:
    """Those this entry has."""
    return [step for step in STEPS if step.applies_to(entry)]


def step_of(entry: Entry, slug: str) -> Step | None:
    """The step of that name, if the entry has it."""
    return next((step for step in STEPS if step.slug == slug and step.applies_to(entry)), None)
