import { Link } from "@tanstack/react-router";

type PersonLinkProps = { party: { participant_id: string; name: string }; programmeId: string };

/** A name that leads to what coordinators know of its bearer. */
export function PersonLink({ party: { participant_id: participantId, name }, programmeId }: PersonLinkProps) {
  return (
    <Link to="/people/$participantId" params={{ participantId }} search={{ programme: programmeId }}>
      <bdi>{name}</bdi>
    </Link>
  );
}
