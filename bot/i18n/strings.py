"""The texts, by name. `{name}` in one is filled in where it is used; both languages fill in the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strings:
    """Everything said in one language. Plain text: nothing here is markup."""

    # An answer
    pending: str
    pending_short: str
    provisional: str
    overdue: str
    helpful: str
    helpful_label: str
    unhelpful: str
    unhelpful_label: str
    remove: str
    remove_label: str
    others: str
    others_title: str
    nothing_else: str
    read_on: str
    share: str
    share_in_thread: str
    shared_by: str
    shared: str
    invite_to_share: str
    cannot_share: str
    this_one: str
    answer_title: str
    previous: str
    next: str
    page: str
    tell_me: str
    will_tell: str
    close: str
    cancel: str
    open: str
    chosen_by: str
    # Suggestions, and no answer
    did_you_mean: str
    none_of_these: str
    no_answer: str
    ask_instructor: str
    topic_button: str
    handed: str
    me_too: str
    me_too_count: str
    me_too_done: str
    handed_notice: str
    handed_unhelpful: str
    shown_answer: str
    somebody: str
    answer_ask: str
    to_thread: str
    how_to_answer: str
    how_to_answer_then: str
    answered_now: str
    rate_thanks: str
    rated_down: str
    rated_down_alone: str
    # Searching and topics
    search_title: str
    search_label: str
    search_placeholder: str
    search_button: str
    search_found: str
    search_nothing: str
    search_empty: str
    send_on: str
    topics_of: str
    count_questions: str
    no_topics: str
    more_topics: str
    unknown_topic: str
    topic_title: str
    no_questions: str
    # Home
    home_title: str
    home_topics: str
    home_most_asked: str
    home_own: str
    home_own_none: str
    home_problems: str
    more_problems: str
    choose_course: str
    no_course: str
    forget_me: str
    forget_title: str
    forget_text: str
    forget_yes: str
    became_answered: str
    became_answered_later: str
    became_handed: str
    became_suggestions: str
    became_open: str
    became_removed: str
    # Courses and channels
    which_course: str
    other_course: str
    channel_without_course: str
    channel_assigned: str
    instructors_only: str
    not_yours_to_remove: str
    # The bot about itself
    greeting: str
    thanked: str
    intro_title: str
    intro_course: str
    intro_no_course: str
    intro_staff: str
    intro_confident: str
    intro_always: str
    intro_mention: str
    reference: str
    privacy: str
    too_fast: str
    failed: str
    gone: str
    help_title: str
    help_lines: tuple[str, ...]
    intro_lines: tuple[str, ...]
