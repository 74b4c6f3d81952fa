// name: curate.list_statements(ids, user_id)
// Who said some facts, when, and for which time; an event speaks for its chunks and sentences.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[s:STATES]-(u:Event|Sentence)
USING INDEX f:Fact(id)
OPTIONAL MATCH (x:Event)-[:HAS_SENTENCE]->(u)
WITH f, s, coalesce(x, u) AS part
OPTIONAL MATCH (part)-[:PART_OF]->(whole:Event)
WITH f, s, coalesce(whole, part) AS e
OPTIONAL MATCH (n:Session)-[:HAS_EVENT]->(e)
RETURN f.id AS fact_id, f.text AS fact_text, f.status AS status, s.text AS text,
       s.valid_from AS valid_from, s.valid_to AS valid_to,
       coalesce(s.recorded_at, e.recorded_at) AS recorded_at, s.retracted_at AS retracted_at,
       e.id AS event_id, e.external_id AS external_id, n.external_id AS session, e.speaker AS speaker,
       e.role AS role, e.occurred_at AS occurred_at, e.metadata AS metadata, e.text AS event_text,
       e.packed AS packed_event_text
ORDER BY occurred_at, event_id, recorded_at, fact_id, s.start
