// Sizes by strength: take off
//
// Takes the labels Strong, Fading and Faint away.
//
// Parameters
//   user_id    whose memory
// In Neo4j Browser
//   :param user_id => 'mira'
MATCH (e:Event {user_id: $user_id})
REMOVE e:Strong:Fading:Faint
RETURN count(e) AS memories
