// name: explore.session_added(session, user_id)
// What did a session add?
//
// The facts it told and the names it named, the new ones first.
//
// Parameters
//   session    the session's name, as it was given (a day, 2025-03-02, if none was)
//   user_id    whose memory
// Columns
//   what       'fact' or 'entity'
//   text       the fact, or the entity's name
//   new        true if nothing told before this session began says or names it
//   first_told day on which it was first told (UTC)
//   times      how many of the session's events say or name it
//   said_by    by whom in this session
//   graph      what Neo4j Browser draws: the session, its events, and what they say
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param session => 'news'
MATCH (s:Session {user_id: $user_id, external_id: $session})-[:HAS_EVENT]->(e:Event)
WITH s, min(e.occurred_at) AS began
MATCH (s)-[has:HAS_EVENT]->(e:Event)
MATCH path = (e)-[:HAS_SENTENCE|PART_OF*0..1]-(:Event|Sentence)-[:STATES|MENTIONS]->(x:Fact|Entity)
WHERE all(r IN relationships(path) WHERE r.retracted_at IS NULL)
UNWIND nodes(path) AS node
UNWIND relationships(path) AS edge
WITH s, began, has, e, x, node, edge
ORDER BY e.occurred_at, e.id
WITH s, began, x, count(DISTINCT e) AS times, collect(DISTINCT e.speaker) AS said_by,
     collect(DISTINCT node) + collect(DISTINCT has) + collect(DISTINCT edge) AS parts
MATCH (x)<-[r:STATES|MENTIONS]-(v:Event|Sentence)
WHERE r.retracted_at IS NULL
OPTIONAL MATCH (w:Event)-[:HAS_SENTENCE]->(v)
WITH s, began, x, times, said_by, parts, min(coalesce(w, v).occurred_at) AS told
RETURN CASE WHEN x.predicate IS NULL THEN 'entity' ELSE 'fact' END AS what,
       coalesce(x.name, x.text) AS text, told >= began AS new,
       toString(date(datetime({epochMillis: told}))) AS first_told, times, said_by,
       [s] + parts AS graph
ORDER BY new DESC, what DESC, times DESC, x.id
