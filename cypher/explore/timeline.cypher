// name: explore.timeline(limit, name, user_id)
// The timeline of X
//
// When it was named or spoke, oldest first: the latest $limit events.
//
// Parameters
//   name       as people write it, in any case; an alias will do
//   limit      how many events at most
//   user_id    whose memory
// Columns
//   at         when it was said (UTC)
//   entity     what was found under the name
//   part       its part there: 'topic', 'mention', 'speaker'
//   speaker, text   who said what
//   speaks_of  times that the words speak of, as they name them
//   facts      what the words state about it
//   session    the session's name
//   graph      what Neo4j Browser draws: the entity, the events and the facts
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param name => 'Ottilie'
//   :param limit => 25
MATCH (n:Entity {user_id: $user_id})
WHERE n.key = toLower(trim($name))
   OR any(alias IN n.aliases WHERE toLower(alias) = toLower(trim($name)))
MATCH (n)<-[m:MENTIONS]-(u:Event|Sentence)
WHERE m.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
WITH n, m, u, h, coalesce(e, u) AS source
ORDER BY m.role
WITH n, source, collect(DISTINCT m.role) AS roles, collect(DISTINCT u) AS units,
     collect(DISTINCT m) + collect(DISTINCT h) AS edges
ORDER BY source.occurred_at DESC, source.seq DESC, source.part DESC, source.id DESC, n.id
LIMIT $limit
OPTIONAL MATCH (session:Session {id: source.session_id, user_id: $user_id})
OPTIONAL MATCH (source)-[:HAS_SENTENCE*0..1]->(v)-[s:STATES]->(f:Fact)-[tie:SUBJECT|OBJECT]->(n)
WHERE s.retracted_at IS NULL
WITH n, source, roles, units, edges, session, v, s, f, tie
ORDER BY f.text
WITH n, source, roles, units, edges, session, collect(DISTINCT f.text) AS texts,
     collect(DISTINCT v) + collect(DISTINCT f) + collect(DISTINCT s) + collect(DISTINCT tie) AS facts
RETURN replace(left(toString(datetime({epochMillis: source.occurred_at})), 16), 'T', ' ') AS at,
       n.name AS entity, roles AS part, source.speaker AS speaker, source.text AS text, source.packed AS packed,
       source.time_texts AS speaks_of, texts AS facts, session.external_id AS session,
       [n, source] + units + edges + facts AS graph
ORDER BY source.occurred_at, source.seq, source.part, source.id, n.id
