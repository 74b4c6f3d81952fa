// name: conflicts.list_messages(ids, user_id)
// Events that are compared as messages: what a person said, when, and in which order. Not the pieces of a long
// text, nor what lies in the archive.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.speaker IS NOT NULL AND e.text IS NOT NULL AND e.part = 0
RETURN e.id AS id, e.text AS text, e.speaker AS speaker, e.role AS role, e.external_id AS external_id,
       e.occurred_at AS occurred_at, e.recorded_at AS recorded_at, e.seq AS seq, e.embedding AS embedding
