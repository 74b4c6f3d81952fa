// name: facts.pull_sentence_subjects(user_id, revision, until)
// Subjects of facts that sentences state and have not retracted, for events that changed after $revision, up to $until.
MATCH (e:Event)
USING INDEX e:Event(user_id, revision)
WHERE e.revision > $revision AND e.revision <= $until AND e.user_id = $user_id
MATCH (e)-[:HAS_SENTENCE]->(:Sentence)-[s:STATES]->(:Fact)-[:SUBJECT]->(n:Entity)
WHERE s.retracted_at IS NULL
RETURN e.id AS event_id, n.id AS entity_id, 'subject' AS role
