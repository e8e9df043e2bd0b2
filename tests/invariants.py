"""I1–I8 as questions to the tables: each finds the rows that break it, whatever refused or allowed them."""

from typing import Any

import psycopg

BREACHES = {
    "I1: a mentee waits for more answers than allowed": """
        SELECT mentee_id FROM request r JOIN programme g ON g.id = r.programme_id WHERE state = 'pending'
         GROUP BY mentee_id, g.mentee_pending_max HAVING count(*) > g.mentee_pending_max""",
    "I2: a mentor holds more requests than allowed": """
        SELECT mentor_id FROM request r JOIN programme g ON g.id = r.programme_id WHERE state = 'pending'
         GROUP BY mentor_id, g.mentor_pending_max HAVING count(*) > g.mentor_pending_max""",
    "I3: a mentor has more matches than places": """
        SELECT m.participant_id FROM match_member m WHERE m.active AND m.role = 'mentor' GROUP BY 1
        HAVING count(*) > (SELECT count(*) FROM mentor_place pl WHERE pl.mentor_id = m.participant_id)""",
    "I4: a mentee has more matches than their programme allows": """
        SELECT m.participant_id FROM match_member m JOIN programme g ON g.id = m.programme_id WHERE m.active AND m.role = 'mentee'
         GROUP BY m.participant_id, g.groups
        HAVING count(*) > CASE g.groups WHEN 'beside' THEN 2 ELSE 1 END OR count(*) > count(DISTINCT m.kind)""",
    "R27: a group has more mentees than places": """
        SELECT m.match_id FROM match_member m WHERE m.active AND m.role = 'mentee' AND m.kind = 'group' GROUP BY 1
        HAVING count(*) > (SELECT count(*) FROM group_place pl WHERE pl.match_id = m.match_id)""",
    "R27: a group goes on that nobody leads": """
        SELECT q.match_id FROM mentoring_group q JOIN match h ON h.id = q.match_id WHERE h.state = 'active' AND NOT EXISTS (
          SELECT FROM match_member m WHERE m.match_id = q.match_id AND m.active AND m.role = 'mentor')""",
    "I5: a full or ended group, or one that lets nobody join, has a pending request": """
        SELECT r.id FROM request r JOIN mentoring_group q ON q.match_id = r.group_id JOIN match h ON h.id = q.match_id
         WHERE r.state = 'pending' AND (NOT q.joining OR h.state <> 'active' OR NOT EXISTS (
          SELECT FROM group_place pl WHERE pl.match_id = q.match_id AND NOT EXISTS (
            SELECT FROM match_member m WHERE m.active AND m.match_id = q.match_id AND m.group_place = pl.number)))""",
    "I5: a pending request for a group is not for one of its mentors to answer": """
        SELECT r.id FROM request r WHERE r.state = 'pending' AND r.group_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM match_member m WHERE m.match_id = r.group_id AND m.participant_id = r.mentor_id AND m.active)""",
    "I5: a full mentor has a pending request": """
        SELECT r.id FROM request r WHERE r.state = 'pending' AND r.group_id IS NULL AND NOT EXISTS (
          SELECT FROM mentor_place pl WHERE pl.mentor_id = r.mentor_id AND NOT EXISTS (
            SELECT FROM match_member m WHERE m.active AND m.participant_id = pl.mentor_id AND m.place_number = pl.number))""",
    "I5: a matched mentee has a pending request": """
        SELECT r.id FROM request r JOIN match_member m ON m.participant_id = r.mentee_id AND m.active
          JOIN programme g ON g.id = r.programme_id
         WHERE r.state = 'pending' AND (g.groups <> 'beside'
            OR m.kind = CASE WHEN r.group_id IS NULL THEN 'pair' ELSE 'group' END)""",
    "I5: somebody who does not take part actively has a pending request": """
        SELECT r.id FROM request r JOIN participant p ON p.id IN (r.mentor_id, r.mentee_id)
         WHERE r.state = 'pending' AND p.state <> 'active'""",
    "I6: an accepted request without its one membership": """
        SELECT r.id FROM request r LEFT JOIN match_member m ON m.request_id = r.id
         WHERE r.state = 'accepted' GROUP BY r.id HAVING count(m.match_id) <> 1""",
    "I6: a membership of a request that was not accepted": """
        SELECT m.match_id FROM match_member m JOIN request r ON r.id = m.request_id WHERE r.state <> 'accepted'""",
    "I7: a match without two ledger rows and two mails": """
        SELECT m.id FROM match m WHERE m.kind = 'pair' AND ((SELECT count(*) FROM disclosure d WHERE d.match_id = m.id) <> 2
           OR (SELECT count(*) FROM message e WHERE e.subject_id = m.id AND e.kind = 'match_made') <> 2)""",
    "I7: a mentee of a group and its mentor do not have each other's contacts": """
        SELECT a.match_id FROM match_member a JOIN match_member b ON b.match_id = a.match_id AND b.role = 'mentor' AND b.active
         WHERE a.kind = 'group' AND a.role = 'mentee' AND a.active AND 2 <> (
          SELECT count(*) FROM disclosure d WHERE d.match_id = a.match_id
             AND ((d.owner_id = a.participant_id AND d.receiver_id = b.participant_id)
               OR (d.owner_id = b.participant_id AND d.receiver_id = a.participant_id)))""",
    "I7: contacts of two mentees one of whom never shared": """
        SELECT d.id FROM disclosure d
          JOIN match_member a ON a.match_id = d.match_id AND a.participant_id = d.owner_id AND a.role = 'mentee'
          JOIN match_member b ON b.match_id = d.match_id AND b.participant_id = d.receiver_id AND b.role = 'mentee'
         WHERE 2 > (SELECT count(DISTINCT x.caller_id) FROM audit x JOIN participant p ON p.person_id = x.caller_id
                     WHERE x.subject_id = d.match_id AND x.act = 'contacts_shared'
                       AND p.id IN (d.owner_id, d.receiver_id))""",
    "I7: contacts of people who are in no match together": """
        SELECT d.id FROM disclosure d WHERE NOT EXISTS (
          SELECT FROM match_member a JOIN match_member b USING (match_id)
           WHERE a.match_id = d.match_id AND a.participant_id = d.owner_id AND b.participant_id = d.receiver_id)""",
    "I8: a request's state without its audit row": """
        SELECT r.id FROM request r WHERE NOT EXISTS (
          SELECT FROM audit a WHERE a.subject_id = r.id AND a.to_state = r.state)""",
    "a match that is active on one side only": """
        SELECT m.id FROM match m JOIN match_member mm ON mm.match_id = m.id AND mm.left_at IS NULL
         WHERE (m.state = 'active') <> mm.active""",
}


def broken(connection: psycopg.Connection[Any]) -> list[str]:
    """Return a line for every breach found in a database."""
    return [f"{rule}: {row[0]}" for rule, query in BREACHES.items() for row in connection.execute(query.encode()).fetchall()]
