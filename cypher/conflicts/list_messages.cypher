// name: conflicts.list_messages(ids, user_id)
// Events that are compared as messages: what a person said, when, and in which order.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.speaker IS NOT NULL AND e.text IS NOT NULL
RETURN e.id AS id, e.text AS text, e.speaker AS speaker, e.role AS role, e.kind AS kind,
       e.occurred_at AS occurred_at, e.recorded_at AS recorded_at, e.seq AS seq, e.part AS part,
       e.embedding AS embedding
