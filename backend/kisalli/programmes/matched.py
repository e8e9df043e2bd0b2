"""Who is matched: the one place where SQL says so.

It is not who holds a place: a mentor's group takes one when it is offered, and until a mentee is in it the mentor is with
nobody, whatever has to be asked of those who have a partner, or told to those who have none.
"""

# Whether participant `p` is in a running match with somebody of the other role.
MATCHED = """
EXISTS (SELECT FROM match_member mm JOIN match_member o ON o.match_id = mm.match_id AND o.role <> mm.role AND o.active
         WHERE mm.participant_id = p.id AND mm.active)
"""
# Whether a match `m` is a running group that no mentee is in.
GATHERS = """
(m.kind = 'group' AND m.state = 'active'
 AND NOT EXISTS (SELECT FROM match_member x WHERE x.match_id = m.id AND x.role = 'mentee' AND x.active))
"""
# In how many such groups participant `p` is.
GATHERING = f"""
(SELECT count(*) FROM match_member mm JOIN match m ON m.id = mm.match_id
  WHERE mm.participant_id = p.id AND mm.active AND {GATHERS})
"""  # noqa: S608 - our own words
# From when to when a member `mm` of a match `m` was in it; people come to a group and leave it while it goes on.
CAME = "CASE m.kind WHEN 'group' THEN mm.created_at ELSE m.opened_at END"
WENT = "COALESCE(mm.left_at, m.ended_at)"
# Whether anybody of the other role was in it at the same time.
WITH_SOMEBODY = f"""
(mm.kind = 'pair' OR EXISTS (SELECT FROM match_member o WHERE o.match_id = mm.match_id AND o.role <> mm.role
   AND o.created_at < COALESCE({WENT}, 'infinity') AND (o.left_at IS NULL OR o.left_at > mm.created_at)))
"""
# Whether participant `p` is or was matched.
BEEN_MATCHED = f"""
EXISTS (SELECT FROM match_member mm JOIN match m ON m.id = mm.match_id WHERE mm.participant_id = p.id AND {WITH_SOMEBODY})
"""
