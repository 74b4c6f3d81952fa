// name: explore.fading(limit, now, user_id)
// What is fading?
//
// The memories that have the least strength left, the faintest first. Strength falls as
// exp(-decay_rate * days) from the day on which a memory was last recalled, or else happened.
// Fading deletes nothing.
//
// Parameters
//   now        the instant to judge from, epoch milliseconds
//   limit      how many memories at most
//   user_id    whose memory
// Columns
//   remaining  strength that is left, 0 to 1
//   state      'strong' from a half up, 'fading' from a tenth up, else 'faint'
//   half_life  days in which it loses half, if nothing recalls it
//   touched    day on which it was last recalled, or else happened (UTC)
//   recalls    how often it was recalled
//   kind, tier, speaker, text   the memory
//   graph      what Neo4j Browser draws: the memories and what they name
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param now => timestamp()
//   :param limit => 25
MATCH (e:Event {user_id: $user_id})
WHERE e.searchable
WITH e, coalesce(e.recalled_at, e.occurred_at) AS touched
WITH e, touched, CASE WHEN $now > touched THEN ($now - touched) / 86400000.0 ELSE 0.0 END AS days
WITH e, touched, round(e.strength * exp(-e.decay_rate * days), 6) AS remaining
ORDER BY remaining, touched, e.id
LIMIT $limit
OPTIONAL MATCH (e)-[h:HAS_SENTENCE]->(u:Sentence)-[told:MENTIONS]->(x:Entity)
WHERE told.retracted_at IS NULL
OPTIONAL MATCH (e)-[m:MENTIONS]->(n:Entity)
WHERE m.retracted_at IS NULL
WITH e, touched, remaining,
     [e] + collect(DISTINCT u) + collect(DISTINCT x) + collect(DISTINCT n)
     + collect(DISTINCT h) + collect(DISTINCT told) + collect(DISTINCT m) AS parts
RETURN round(remaining, 3) AS remaining,
       CASE WHEN remaining >= 0.5 THEN 'strong'
            WHEN remaining >= 0.1 THEN 'fading' ELSE 'faint' END AS state,
       CASE WHEN e.decay_rate > 0 THEN round(log(2) / e.decay_rate, 1) END AS half_life,
       toString(date(datetime({epochMillis: touched}))) AS touched,
       e.recall_count AS recalls, e.kind AS kind, e.tier AS tier, e.speaker AS speaker,
       e.text AS text, e.packed AS packed, parts AS graph
ORDER BY remaining, touched, e.id
