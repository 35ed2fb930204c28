"""The words that the films, people and reviews of a made-up warehouse are put together from."""

ADJECTIVES = """
    Silent Crimson Last Hidden Golden Broken Distant Quiet Burning Lonely Frozen Secret Electric
    Paper Wandering Velvet Hollow Iron Blue Second Forgotten Restless Perfect Bitter Midnight
    Crooked Sleeping Wild Tender Stolen Endless Pale Borrowed Gentle Savage Northern Invisible
    Honest Stubborn Glass Drowned Merry Careless Narrow Bright Unfinished Foreign Humble Painted
    Reluctant Salted Winter Ordinary Impossible Wooden Faithful Tangled Sudden Sunken Noble
    Scarlet Patient Idle Barefoot Elegant Rusted Lucky Mortal Shallow Fearless Ancient Plain
    Émigré Outré Naïve Blasé Passé
"""
NOUNS = """
    River Garden Train Harbour Summer Letter Mirror Orchard Window Station Lighthouse Kingdom
    Daughter Stranger Waltz Carnival Empire Ferry Witness Bridge Island Promise Detective Clock
    Shadow Violin Mountain Bakery Circus Suitcase Captain Widow Meadow Telegram Theatre Sparrow
    Passenger Umbrella Factory Lantern Candle Desert Highway Engine Locksmith Bride Gambler Balcony
    Comet Sister Brother Tower Valley Storm Postman Opera Kitchen Horse Wolf Rooftop Staircase
    Piano Portrait Verdict Alibi Corridor Monsoon Voyage Hotel Ballad Confession Inheritance
    Apprentice Translator Beekeeper Ambassador Understudy Projectionist Café Fiancée Matinée
    Señorita Façade Smörgåsbord Doppelgänger Hacienda Cathedral Tide Ember Avalanche Pilgrim
    Foundling Magician Tailor Rendezvous Soufflé Naïf Protégé Zephyr Quarry Regatta Saddle Attic
    Caravan Duel Escape Fugue Glacier Jury Kite Ledger Mosaic Needle Oracle Pearl Quilt Raven
    Shipwreck Tango Vineyard
"""
PLACES = """
    Lisbon Málaga Zürich Göteborg Kraków Montréal Bogotá Reykjavík Aberdeen Naples Trieste Marseille
    Havana Kyoto Shanghai Cairo Tangier Bombay Brighton Chicago Savannah Duluth Oslo Tromsø Besançon
    Łódź Krumlov Antwerp Valparaíso Córdoba Galway Vladivostok Samarkand Dakar Odessa Tampico
    Laramie Tucson Yonkers Whitby
"""
FIRST_NAMES = """
    Anna Marcel Ingrid Toshiro Sofia Grace James Agnès Pedro Björn Zoë Chloé Hélène José Sean Núria
    Maren Otto Viola Ray Delphine Lars Mei Omar Ruth Gene Ida Jules Kim Leila Milo Nadia Orson Paula
    Quentin Rosa Sidney Tilda Ursula Victor Wanda Xavier Yasmin Zoltán Alma Boris Clara Dirk Edith
    Félix Greta Hugo Irène Jack Katharine Louis Maggie Nils Olga Peter Renée Søren Teresa Ugo
    Vivien Walter Yves Zita Aki Bette Cary Dorothy Emil Fay Gloria Henry Isabelle Joan Kirk Lillian
    Moira Norma Olivia Pina Robert Simone Trevor Uma Vera Wendell Yuki Zachary Ángela Émile Örjan
    Åsa Chiara Dev Elia Farah Goran Hanna Ivo
"""
LAST_NAMES = """
    Abbott Berg Castellano Duarte Eriksson Fontaine Grant Hepworth Ito Jansen Kowalski Lindqvist
    Moreau Nakamura Okafor Pereira Quinn Rossi Sørensen Takahashi Ullmann Varga Weber Xu Yilmaz
    Zimmermann Álvarez Bergström Çelik Dvořák Esposito Février García Hämäläinen Ibáñez Järvinen
    Krüger López Müller Núñez Ólafsson Pérez Rydén Šimek Tóth Ünal Vávra Wójcik Young Żak Archer
    Barnes Cole Drummond Ellis Fairchild Gable Harlow Irving Joyce Keaton Lancaster Mitchum Niven
    Oberon Powell Quayle Rains Stanwyck Tierney Ustinov Vance Widmark Yates Adair Bancroft Crane
    Darnell Emerson Flynn Garland Holden Ives Jourdan Kerr Loy Mason Neal Osborne Palmer Raft
    Shearer Todd Vidor Walbrook York Zanuck Amari Bhatt Chandra Das Eboué Fujita Ghosh Haddad Iqbal
    Jovanović Khalil Lim Mbeki Nguyễn Obi Park Qureshi Rahman Sato Tran Usman Vo Wang Yamada Zhang
"""
JOBS = """
    dancer locksmith composer detective nurse sailor teacher pilot widow farmer reporter forger
    juggler surgeon thief judge boxer cook tailor miner pianist translator clerk
"""
PROVIDERS = [
    "Netflix", "Prime Video", "Max", "Mubi", "Criterion Channel", "Starz", "MGM+", "Hulu",
    "Disney+", "Apple TV", "Paramount+", "Peacock", "Shudder", "Kanopy", "Tubi", "BFI Player",
    "Canal+", "Arte", "Filmin", "Crunchyroll",
]  # fmt: skip
CERTIFICATES = ["NR", "G", "PG", "PG-13", "R", "R", "PG-13", "PG"]
DEFECT_KINDS = ["unexplained_line", "unclosed_review", "item_without_closing_line", "bad_rating"]

# A review is an opening, a middle and an end; {a} is an adjective, {n} a noun.
OPENINGS = """
    The {n} scene alone is worth the evening.
    I came for the {n} and stayed for the {a} ending.
    Nobody films a {n} like this any more.
    A {a} start, then it finds its feet.
    My grandmother called it a {a} {n} and she was right.
    Watched it twice for the {n}.
    The {n} is a {a} idea that hardly anyone else would dare.
    Half the cast seems to wait for the {n}.
    It opens on a {n} and never looks back.
    So {a} that the whole row held its breath.
    They should have trusted the {n} more.
    Somewhere between a {a} dream and a {n}.
    I had forgotten how {a} the second act is.
    The photography makes every {n} look {a}.
    You can smell the {n} in the first reel.
    A {n} walks in and the film changes.
""".strip()
MIDDLES = """
    The {n} speech goes on too long
    The score is {a} where it could have shouted
    Her face in front of the {n} says it all
    It keeps its {a} temper to the end
    Somebody really understood what a {n} costs
    The dialogue is {a} and the pauses are better
    I did not believe the {n} for a minute
    The last ten minutes undo the {a} middle
    Even the {n} gets a laugh
    The cut from the {n} to the sea is {a}
    There is a {a} film hiding inside this one
    His {a} walk to the {n} stays with you
""".strip()
ENDS = """
    and I would see it again tomorrow.
    but the {n} saves it.
    and that is all I ask of a {n}.
    so bring somebody {a}.
    which the poster does not tell you.
    and yet it works.
    though the {n} deserved better.
    and the print was {a}, too.
    but my neighbour slept.
    and nobody left before the lights.
    so wait for the {n}.
    and it is {a} in every frame.
""".strip()
STOCK_TEXTS = [
    f"{first} {second}"
    for first in (
        "Better than the poster, shorter than it feels.",
        "I put it on for company and forgot to talk over it.",
        "One of those films where everybody says to wait for the end.",
        "My neighbour told me to see it and I have thanked my neighbour.",
        "Five stars, would watch again with the whole family.",
        "Not for everybody, but everybody should try it once.",
        "They do not make them like this any more.",
        "A must for every fan of the genre.",
    )
    for second in (
        "Recommended!",
        "Go and see it.",
        "You will not regret it.",
        "See you at the movies.",
        "That is all there is to say.",
    )
]


def lines(text: str) -> list[str]:
    """Give the lines of a text without the space around them."""
    return [line.strip() for line in text.splitlines()]
