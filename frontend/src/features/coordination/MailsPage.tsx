import { plural, t } from "@lingui/core/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { listMessagesInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { MessageOut } from "../../api/coordination/types.gen";
import { listProvidersOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { Coordinated } from "./Coordinated";
import { FilterNav } from "./FilterNav";
import { MailDialog } from "./MailDialog";
import { MailRow } from "./MailRow";
import { MailSummary } from "./MailSummary";
import { mailStates, mailsFilter } from "./mailsFilter";
import { mailStateName } from "./mailWords";
import { Paged } from "./Paged";

const route = getRouteApi("/mails");

export function MailsPage() {
  return <Coordinated title={t`Emails`}>{(programme) => <Mails programme={programme} />}</Coordinated>;
}

function Mails({ programme }: { programme: ProgrammeOut }) {
  const state = mailsFilter(route.useSearch());
  const [opened, setOpened] = useState<MessageOut>();
  // Mails hold contact details, so their text is shown in a demo alone.
  const readable = useQuery(listProvidersOptions()).data?.demo === true;
  const path = { programme_id: programme.id };
  const mails = useInfiniteQuery({
    ...listMessagesInfiniteOptions({ path, query: { ...(state && { state }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <>
      <MailSummary programme={programme} />
      <FilterNav
        label={t`Email status`}
        to="/mails"
        chosen={state ?? "all"}
        choices={[
          { value: "all", state: undefined, label: t`All` },
          ...mailStates.map((value) => ({ value, state: value, label: mailStateName(value) })),
        ]}
      />
      <Paged
        query={mails}
        empty={<NoMails />}
        more={t`Show more emails`}
        total={(count) => plural({ count }, { 0: "No emails", one: "# email", other: "# emails" })}
      >
        {(mail) => (
          <MailRow key={mail.id} mail={mail} zone={programme.zone} onOpen={readable ? setOpened : undefined} />
        )}
      </Paged>
      {opened && <MailDialog mail={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function NoMails() {
  return (
    <EmptyState title={t`No emails here`} action={<Link to="/mails">{t`Show all emails`}</Link>}>
      <p>{t`No emails have been sent yet, or none has this status.`}</p>
    </EmptyState>
  );
}
