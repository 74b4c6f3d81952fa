// name: entities.pull_sentence_links(user_id, revision, until)
// Mentions that stand, by the sentences of events that changed after $revision, up to $until.
MATCH (e:Event)
WHERE e.revision > $revision AND e.revision <= $until AND e.user_id = $user_id
MATCH (e)-[:HAS_SENTENCE]->(:Sentence)-[m:MENTIONS]->(n:Entity)
WHERE m.retracted_at IS NULL
RETURN e.id AS event_id, n.id AS entity_id, m.role AS role, m.start AS start
