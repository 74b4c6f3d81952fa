// name: curate.list_events(ids, user_id)
// Some events, with all that tells where they come from and what became of them.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (n:Session)-[:HAS_EVENT]->(e)
RETURN e.id AS event_id, e.external_id AS external_id, n.external_id AS session,
       n.implicit AS implicit, e.speaker AS speaker, e.role AS role, e.occurred_at AS occurred_at,
       e.recorded_at AS recorded_at, e.metadata AS metadata, e.text AS event_text,
       e.packed AS packed_event_text, e.tier AS tier, e.gate AS gate, e.kind AS kind, e.strength AS strength, e.recall_count AS recalls
ORDER BY occurred_at, event_id
