import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { labelsOf, languageName, listed } from "../../i18n/labels";
import type { Candidate } from "./candidates";
import { FitReasons } from "./FitReasons";

type MentorCardProps = { candidate: Candidate; programme: ProgrammeOut; children?: ReactNode };

export function MentorCard({ candidate: { card, fit }, programme, children }: MentorCardProps) {
  return (
    <li className="card mentor-card">
      <h2>
        <Link to="/mentors/$mentorId" params={{ mentorId: card.id }}>
          <bdi>{card.name}</bdi>
        </Link>
      </h2>
      <p className="muted" dir="auto">
        {[card.title, card.employer, card.place].filter(Boolean).join(" · ")}
      </p>
      {card.headline && <p dir="auto">{card.headline}</p>}
      {fit && <FitReasons fit={{ score: fit.score, reasons: fit.reasons }} programme={programme} />}
      <ul className="tags" aria-label={t`Topics`}>
        {labelsOf(programme.vocabulary.topics, card.topics).map((topic) => (
          <li key={topic}>{topic}</li>
        ))}
      </ul>
      <p className="muted">{t`Mentors in: ${{ languages: listed(card.languages.map(languageName)) }}`}</p>
      {children}
    </li>
  );
}
