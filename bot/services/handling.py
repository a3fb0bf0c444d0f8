"""Which handler takes which fact. Read it as the list of all that can happen."""

from __future__ import annotations

from bot.discussions.model import DeletionByOther, MessagesDeleted, MessageSeen, ThreadChanged
from bot.services import (
    acting,
    card_state,
    closing,
    configuring,
    facts,
    posting,
    reading,
    recording,
)
from bot.services.configuration import applying
from bot.services.configuration import facts as configuration_facts
from bot.services.corrections import correcting, rereading
from bot.services.corrections import facts as correction_facts
from bot.services.feeds import arranging, holding, watching
from bot.services.feeds import facts as feed_facts
from bot.services.keeping import clearing, erasing, tidying
from bot.services.keeping import facts as keeping_facts
from bot.services.moderating import deciding, ruling, telling
from bot.services.moderating import facts as moderating_facts
from bot.services.moderating.court import Court
from bot.services.trying import facts as trying_facts
from bot.services.trying import trial
from bot.services.writer import Handler, InRuns


def handlers() -> dict[type, Handler]:
    """A handler for each kind of fact, each `(fact, transaction, now)`, or `InRuns`."""
    court = Court()
    table: dict[type, Handler] = {
        facts.ServerSeen: configuring.see_server,
        facts.ServerLeft: configuring.leave_server,
        facts.SetChannel: configuring.set_channel,
        facts.SetDays: configuring.set_days,
        facts.RemoveChannel: configuring.remove_channel,
        facts.SetServer: configuring.set_server,
        configuration_facts.Adopt: applying.adopt,
        configuration_facts.GoBack: applying.go_back,
        facts.RightsChanged: acting.revive,
        facts.BotReady: reading.bot_ready,
        MessageSeen: InRuns(court.see),
        MessagesDeleted: recording.delete,
        DeletionByOther: recording.deleted_by_other,
        facts.PageRead: reading.page_reading(court.see),
        facts.ReadThrough: reading.read_through,
        facts.PostArticle: posting.post,
        facts.CardSent: posting.card_sent,
        facts.CardEdited: card_state.card_edited,
        facts.ThreadStarted: posting.thread_started,
        facts.ThreadTaken: posting.thread_taken,
        facts.PartInPlace: posting.part_in_place,
        facts.InvitationSent: posting.invitation_sent,
        facts.ThreadOpened: posting.thread_opened,
        facts.DecideClosing: closing.decide,
        facts.SetClosingTime: closing.set_time,
        facts.ClosingDue: closing.due,
        facts.ClosingSaid: closing.said,
        ThreadChanged: closing.enforce,
        feed_facts.AddFeed: arranging.add,
        feed_facts.EditFeed: arranging.edit,
        feed_facts.ChangeFilters: arranging.change_filters,
        feed_facts.RemoveFeed: arranging.remove,
        feed_facts.FeedRead: watching.read,
        feed_facts.FeedFailed: watching.failed,
        feed_facts.EntryReady: watching.ready,
        feed_facts.DecideFirst: holding.decide_first,
        feed_facts.DecideHeld: holding.decide_held,
        feed_facts.HeldAsked: holding.asked,
        correction_facts.ArticleReread: rereading.reread,
        correction_facts.RereadFailed: rereading.failed,
        correction_facts.CorrectionPlanned: correcting.planned,
        correction_facts.PartEdited: correcting.part_edited,
        correction_facts.CorrectionEnded: correcting.ended,
        ruling.ChangePolicy: ruling.change_policy,
        ruling.AddRule: ruling.add,
        ruling.RemoveRule: ruling.remove,
        ruling.GradeRule: ruling.grade,
        moderating_facts.DecideCase: deciding.decide,
        moderating_facts.PostAsItWas: deciding.post_as_it_was,
        moderating_facts.Reword: deciding.rewording(court.judge_anew),
        moderating_facts.CommentReposted: deciding.reposted,
        moderating_facts.FilesSaved: telling.files_saved,
        moderating_facts.AuthorSpared: telling.spared,
        moderating_facts.WriteToStranger: telling.may_write,
        moderating_facts.NoticeSent: telling.sent,
        moderating_facts.NoticeRefused: telling.refused,
        moderating_facts.NoticeThreadStarted: telling.thread_started,
        moderating_facts.NoticeOwed: telling.owed,
        moderating_facts.NoticeSeen: telling.seen,
        moderating_facts.CaseShown: telling.shown,
        moderating_facts.LateListed: telling.listed,
        moderating_facts.SummarySent: telling.summarised,
        keeping_facts.Forget: court.forgetting(erasing.forget),
        keeping_facts.ServersPresent: tidying.servers_present,
        keeping_facts.KeptLongEnough: tidying.tidy,
        keeping_facts.CommentCleared: clearing.cleared,
        keeping_facts.NoticeTakenBack: clearing.notice_taken_back,
        keeping_facts.ErasureEnded: clearing.erasure_ended,
        keeping_facts.ServerToErase: tidying.erase_server,
        trying_facts.BeginTrial: trial.begin,
        trying_facts.EndTrial: trial.end,
        trying_facts.StopTrial: trial.stop,
        trying_facts.TrialRemoved: trial.removed,
        facts.AdminsTold: acting.told,
        facts.Nothing: acting.nothing,
        facts.AttemptBegun: acting.begin,
    }
    table[facts.AttemptEnded] = acting.ending(table)
    return table
