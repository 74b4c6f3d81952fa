"""A few passages that name each other."""

from graphmem.training.questions.texts import Passage, Texts
from graphmem.training.questions.things import Things

TEXTS = {
    "a": ("Harbour Lights (1951 film)", "Harbour Lights is a 1951 British drama film directed by "
          "Edna Vole and starring Piers Quill. It was filmed in Tarmouth in 1950."),
    "b": ("Edna Vole", "Edna Vole (born 3 May 1910 in Tarmouth) was a British film director. She "
          "studied at Orrin College. She was married to Piers Quill."),
    "c": ("Orrin College", "Orrin College is a college located in Tarmouth. It was founded in 1872 "
          "by the merchant Josiah Orrin. The college has 900 students."),
    "d": ("Piers Quill", "Piers Quill (born 9 June 1905) was a British actor. He was the son of "
          "Tobias Quill. He studied at Orrin College and died in 1980."),
    "e": ("Tobias Quill", "Tobias Quill (born 1870) was a British painter. He was the son of "
          "Ambrose Quill. He moved to Tarmouth in 1899."),
    "f": ("Tarmouth", "Tarmouth is a town in England. The population was 12,300 at the census. It "
          "was visited by Tobias Quill in 1899."),
    "g": ("Lanterns of Ys", "Lanterns of Ys is a 1960 British drama film directed by Edna Vole. "
          "It was based on a play."),
}  # fmt: skip


def toy_things() -> Things:
    """Return them."""
    return Things(Texts([Passage(i, title, text) for i, (title, text) in TEXTS.items()]), {})
