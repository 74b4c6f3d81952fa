// name: entities.pull_event_links(user_id, revision, until)
// Mentions that stand, by events that changed after $revision, up to $until.
MATCH (e:Event)
WHERE e.revision > $revision AND e.revision <= $until AND e.user_id = $user_id
MATCH (e)-[m:MENTIONS]->(n:Entity)
WHERE m.retracted_at IS NULL
RETURN e.id AS event_id, n.id AS entity_id, m.role AS role, m.start AS start
