// name: users.set_encoder(user_id, encoder)!
// Name the encoder of all vectors of the user, after a re-embedding.
MATCH (u:User {id: $user_id}) SET u.encoder = $encoder
