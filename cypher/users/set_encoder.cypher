// name: users.set_encoder(user_id, encoder)!
// Name the encoder of the user's vectors, or mark them as mixed while they are made anew.
MATCH (u:User {id: $user_id}) SET u.encoder = $encoder
