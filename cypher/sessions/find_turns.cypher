// name: sessions.find_turns(ids, user_id)
// The last two events of each session.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
MATCH (b:Event {id: s.tail_id, user_id: $user_id})
USING INDEX b:Event(id)
OPTIONAL MATCH (a:Event)-[:NEXT]->(b)
RETURN s.id AS session_id,
       a.speaker AS before_speaker, a.text AS before_text, a.occurred_at AS before_at,
       b.speaker AS last_speaker, b.text AS last_text, b.occurred_at AS last_at
