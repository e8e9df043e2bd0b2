"""Routes of surveys: made and published by coordinators, answered by participants, summed up."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.schemas import Language
from kisalli.core.tx import Tx
from kisalli.programmes.errors import NotAParticipant
from kisalli.surveys import consents, files, ready, results, service, views
from kisalli.surveys.errors import (
    AlreadyAnswered,
    NoHelpHere,
    ResultsNotReady,
    SurveyChanged,
    SurveyClosed,
    SurveyHasAnswers,
    SurveyNotOpen,
)
from kisalli.surveys.schemas import (
    Cut,
    HelpActOut,
    HelpCallsOut,
    HelpIn,
    LaterConsentIn,
    LaterConsentsOut,
    SurveyActOut,
    SurveyAnsweredOut,
    SurveyAnswerIn,
    SurveyCopyIn,
    SurveyIn,
    SurveyOut,
    SurveyPatch,
    SurveyResultsOut,
    SurveysOut,
)
from kisalli.terms.errors import TermsChanged

router = APIRouter(tags=["surveys"])
ANY_ACT = (NotFound, Forbidden, IdempotencyKeyReused, Unavailable)
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {each: {"schema": {"type": "string", "format": "binary"}} for each in (CSV, XLSX)},
    }
}


@router.get(
    "/programmes/{programme_id}/surveys",
    operation_id="list_surveys",
    summary="Surveys of a programme",
    responses=problems(NotFound),
)
async def list_surveys(programme_id: UUID, session: Tx, me: CurrentCaller) -> SurveysOut:
    """List the surveys that wait for the caller or that they have answered; a coordinator gets all, with how many answered."""
    return await views.surveys(session, programme_id, me)


@router.post(
    "/programmes/{programme_id}/surveys",
    operation_id="create_survey",
    summary="Make a survey",
    status_code=201,
    response_model=SurveyActOut,
    responses=problems(*ANY_ACT),
)
async def create_survey(programme_id: UUID, body: SurveyIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make a draft; nobody is asked before it is published."""
    return await acts.create(service.create, programme_id, body, me)


@router.post(
    "/programmes/{programme_id}/surveys/copy",
    operation_id="copy_survey",
    summary="Copy a survey",
    status_code=201,
    response_model=SurveyActOut,
    responses=problems(*ANY_ACT),
)
async def copy_survey(programme_id: UUID, body: SurveyCopyIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Make a draft from a survey of any programme that the caller coordinates; its times and answers stay there."""
    return await acts.create(ready.copy_one, programme_id, body, me)


@router.get("/surveys/{survey_id}", operation_id="read_survey", summary="A survey", responses=problems(NotFound))
async def read_survey(survey_id: UUID, session: Tx, me: CurrentCaller, response: Response) -> SurveyOut:
    """Read a survey as its coordinator, or as somebody whom it asks, with one's own named answer."""
    found, version = await views.survey(session, survey_id, me)
    etags.show(response, version)
    return found


@router.patch(
    "/surveys/{survey_id}",
    operation_id="edit_survey",
    summary="Change a survey",
    responses=problems(NotFound, Forbidden, Stale, PreconditionRequired, SurveyHasAnswers, SurveyClosed),
)
async def edit_survey(
    survey_id: UUID, body: SurveyPatch, session: Tx, me: CurrentCaller, response: Response, if_match: IfMatch = None
) -> SurveyOut:
    """Change a survey. One that has opened keeps who reads it; one that was answered also whom it asks and what was asked."""
    await service.edit(session, survey_id, body, if_match, me)
    found, version = await views.survey(session, survey_id, me)
    etags.show(response, version)
    return found


@router.delete(
    "/surveys/{survey_id}",
    operation_id="delete_survey",
    summary="Delete a survey",
    status_code=204,
    responses=problems(NotFound, Forbidden, SurveyHasAnswers),
)
async def delete_survey(survey_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Delete a survey that nobody has answered."""
    await service.delete(session, survey_id, me)


@router.post(
    "/surveys/{survey_id}/publish",
    operation_id="publish_survey",
    summary="Publish a survey",
    response_model=SurveyActOut,
    responses=problems(*ANY_ACT),
)
async def publish_survey(survey_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Let a survey open when its time comes; those whom it asks are then mailed a link to the form."""
    return await acts.run(service.publish, survey_id, me)


@router.put(
    "/surveys/{survey_id}/answer",
    operation_id="answer_survey",
    summary="Answer a survey",
    responses=problems(NotFound, NotAParticipant, SurveyNotOpen, SurveyClosed, SurveyChanged, AlreadyAnswered),
)
async def answer_survey(survey_id: UUID, body: SurveyAnswerIn, session: Tx, me: CurrentCaller) -> SurveyAnsweredOut:
    """Answer a survey: a named one as often as one likes until it closes, an anonymous one once and for all.

    It takes no Idempotency-Key: a command that is kept would name who answered. Whoever does not know whether their
    anonymous answer came through sends it again, and it is taken, or `already_answered` says that it had been.
    """
    await service.answer(session, survey_id, body, me)
    return SurveyAnsweredOut(answered=True)


@router.get("/me/later-consents", operation_id="list_later_consents", summary="My consents to a survey half a year later")
async def list_later_consents(session: Tx, me: CurrentCaller, request: Request) -> LaterConsentsOut:
    """Say where one is asked to be asked half a year after the end, or agreed to it; in the language of Accept-Language."""
    return await consents.show(session, language_of(request.headers.get("accept-language")), me)


@router.put(
    "/participants/{participant_id}/later-consent",
    operation_id="give_later_consent",
    summary="Agree to a survey half a year later",
    status_code=204,
    responses=problems(NotFound, NotAParticipant, TermsChanged),
)
async def give_later_consent(participant_id: UUID, body: LaterConsentIn, session: Tx, me: CurrentCaller) -> None:
    """Agree to one survey half a year after the programme's end, in the version that one was shown."""
    await consents.give(session, participant_id, body, me)


@router.delete(
    "/participants/{participant_id}/later-consent",
    operation_id="take_back_later_consent",
    summary="Take that consent back",
    status_code=204,
    responses=problems(NotFound),
)
async def take_back_later_consent(participant_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take it back at any time: no mail comes any more, and the survey asks one no longer."""
    await consents.take_back(session, participant_id, me)


@router.post(
    "/surveys/{survey_id}/help",
    operation_id="ask_for_help",
    summary="Say that I need help",
    status_code=201,
    response_model=HelpActOut,
    responses=problems(*ANY_ACT, NotAParticipant, SurveyNotOpen, SurveyClosed, NoHelpHere),
)
async def ask_for_help(survey_id: UUID, body: HelpIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Mail the programme's coordinators (`readers` of the survey) at once, by name; the answer to the survey stays apart."""
    return await acts.create(service.ask_for_help, survey_id, body, me)


@router.get(
    "/surveys/{survey_id}/help",
    operation_id="list_help_calls",
    summary="Who asked for help",
    responses=problems(NotFound, Forbidden),
)
async def list_help_calls(survey_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForSupport) -> HelpCallsOut:
    """List the calls for help that came in beside a survey, the latest first, as a coordinator."""
    calls, programme_id = await views.help_calls(session, survey_id, me)
    shown.of_programme(programme_id, [each.participant_id for each in calls.items])
    return calls


@router.get(
    "/surveys/{survey_id}/results",
    operation_id="read_survey_results",
    summary="Results of a survey",
    responses=problems(NotFound, Forbidden, ResultsNotReady),
)
async def read_survey_results(
    survey_id: UUID,
    session: Tx,
    me: CurrentCaller,
    by: Annotated[Cut | None, Query(description="Split by this; gives no groups where any would be too small.")] = None,
) -> SurveyResultsOut:
    """Sum up what was answered. An anonymous survey's results come after it has closed, and none of fewer than 5 answers."""
    return await results.show(session, survey_id, by, me)


@router.get(
    "/surveys/{survey_id}/export",
    operation_id="export_survey",
    summary="Results as a file",
    response_class=Response,
    responses=FILE | problems(NotFound, Forbidden, ResultsNotReady),
)
async def export_survey(
    survey_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForSupport,
    request: Request,
    form: Annotated[Literal["csv", "xlsx"], Query(alias="format")] = "csv",
    language: Annotated[Language | None, Query(description="Of the words in it; by default of Accept-Language.")] = None,
) -> Response:
    """Get the results as CSV or XLSX: a named survey's with a line a person, an anonymous one's as its results page has them."""
    wanted = language or language_of(request.headers.get("accept-language"))
    found = await files.export(session, survey_id, wanted, me)
    shown.of_programme(found.programme_id, found.participants)
    content = files.as_csv(found.sheets) if form == "csv" else files.as_xlsx(found.sheets)
    headers = {"Content-Disposition": f'attachment; filename="survey-{survey_id}.{form}"'}
    return Response(content, media_type=CSV if form == "csv" else XLSX, headers=headers)
