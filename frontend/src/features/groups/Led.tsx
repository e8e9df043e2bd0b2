import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { partIn } from "../../api/programme";

/** Who leads a group, each with a page where the reader may see one. */
export function Led({ group, programme }: { group: GroupOut; programme: ProgrammeOut }) {
  return group.mentors.map((mentor, i) => (
    <Fragment key={mentor.participant_id}>
      {i > 0 && ", "}
      <Name mentor={mentor} programme={programme} />
    </Fragment>
  ));
}

function Name({ mentor, programme }: { mentor: GroupOut["mentors"][number]; programme: ProgrammeOut }) {
  const { participant_id: id, name } = mentor;
  const search = { programme: programme.id };
  switch (partIn(programme)) {
    case "mentee":
      return (
        <Link to="/mentors/$mentorId" params={{ mentorId: id }} search={search}>
          <bdi>{name}</bdi>
        </Link>
      );
    case "coordinator":
      return (
        <Link to="/people/$participantId" params={{ participantId: id }} search={search}>
          <bdi>{name}</bdi>
        </Link>
      );
    default:
      return <bdi>{name}</bdi>;
  }
}
