// Sizes by strength: put on
//
// Labels each memory Strong, Fading or Faint, for which the style sheet has sizes; for Neo4j alone.
// The labels are for the eye: graphmem reads none of them, and they say how it was at $now.
// unlabel_strength.cypher takes them away.
//
// Parameters
//   now        the instant to judge from, epoch milliseconds
//   user_id    whose memory
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param now => timestamp()
MATCH (e:Event {user_id: $user_id})
WITH e, coalesce(e.recalled_at, e.occurred_at) AS touched
WITH e, CASE WHEN $now > touched THEN ($now - touched) / 86400000.0 ELSE 0.0 END AS days
WITH e, round(e.strength * exp(-e.decay_rate * days), 6) AS remaining
REMOVE e:Strong:Fading:Faint
FOREACH (_ IN CASE WHEN remaining >= 0.5 THEN [1] ELSE [] END | SET e:Strong)
FOREACH (_ IN CASE WHEN remaining >= 0.1 AND remaining < 0.5 THEN [1] ELSE [] END | SET e:Fading)
FOREACH (_ IN CASE WHEN remaining < 0.1 THEN [1] ELSE [] END | SET e:Faint)
RETURN count(e) AS labelled
