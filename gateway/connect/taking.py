"""What becomes of a form that a customer sends."""

from datasources.facts.application_refusals import ProtectedField, StaleVersion, TransitionRefused
from datasources.facts.errors import Conflict
from gateway.connect import words
from gateway.connect.answers import read_answers
from gateway.connect.forms import AGREE, SIGN, Told, sentence
from gateway.connect.posts import Post, Wish
from gateway.connect.seen import seen_of
from gateway.links import Invitation
from resolvers.actors import Actor
from resolvers.replies import Outcome, Reply, customer_of, reopen, reply
from resolvers.scope import Scope
from resolvers.sheets import Sheet, sheet_of
from resolvers.work import Storage


async def take(scope: Scope, database: Storage, invitation: Invitation, post: Post) -> Told | None:
    """Do what a customer wants, and say what became of it.

    Returns:
        None where the customer has no such application.

    Raises:
        StorageUnavailable: The database is away or busy.
    """
    sheet = await sheet_of(
        scope, database, invitation.organization_id, invitation.reference_id, post.number
    )
    if sheet is None:
        return None
    actor = customer_of(invitation.organization_id)
    try:
        if post.seen != seen_of(sheet):
            raise StaleVersion(sheet.application.version)
        if post.wish is Wish.REOPEN:
            await reopen(scope, actor, sheet)
            return Told(post.number, words.OPENED)
        return await _keep(scope, actor, sheet, post)
    except Conflict:
        return Told(post.number, words.STALE, 409)
    except (ProtectedField, TransitionRefused):
        return Told(post.number, words.NOT_YOURS, 403)


async def _keep(scope: Scope, actor: Actor, sheet: Sheet, post: Post) -> Told:
    if not post.texts.keys() <= {each.key for each in sheet.questions}:
        return Told(post.number, words.NOT_YOURS, 403)
    answers = read_answers(sheet.questions, post.texts)
    if answers.faults:
        named = {each.key: each for each in sheet.questions}
        faults = {key: sentence(named[key], each) for key, each in answers.faults.items()}
        return Told(post.number, words.NOT_SAVED, 422, faults, post.texts)
    signed = post.agrees and post.signs
    said = Reply(answers.values, sending=post.wish is Wish.SEND, signed=signed)
    outcome = await reply(scope, actor, sheet, said)
    if outcome.sent:
        return Told(post.number, words.SENT)
    return _to_send(post, outcome) if said.sending else Told(post.number, words.SAVED)


def _to_send(post: Post, outcome: Outcome) -> Told:
    """Say what keeps a form from being sent whose answers are kept."""
    faults = {each.key: sentence(each, words.NEEDED) for each in outcome.lacking}
    boxes = {AGREE: post.agrees, SIGN: post.signs}
    faults |= {name: words.TICK_TO_SEND for name, ticked in boxes.items() if not ticked}
    return Told(post.number, words.NOT_SENT if faults else words.NOT_POSSIBLE, 422, faults)
