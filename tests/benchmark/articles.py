"""Articles made up for measuring: 300 to 600 words each, no two alike, the same for the same number.

Their sentences are templates of our own about states that the ontology knows and people who do not exist, so that
reading them does what reading news does: names, offices, meetings, agreements, sanctions, trade.
"""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ontology.actors import load_actors  # noqa: E402

TITLES = (
    "{a} and {b} look for common ground on {topic}", "What {a} wants from {b}", "{topic}: {a} turns to {b}",
    "A cold spring between {a} and {b}", "{a}, {b} and the long road to an accord on {topic}",
)  # fmt: skip
SENTENCES = (
    "{person}, foreign minister of {a}, met {other} in {b} on {day} {month} {year}.",
    "{a} and {b} signed an agreement on {topic} in {month} {year}, after {number} rounds of talks.",
    "The government of {a} imposed sanctions on {b} in {year} over {topic}.",
    "{b} rejected the proposal of {a}, and its prime minister, {other}, called it premature.",
    "Exports of {a} to {b} reached ${number}.{digit} billion in {year}, {digit} per cent more than the year before.",
    "In {month} {year}, {a} withdrew from the {b} Framework on {topic}, which it had joined only two years earlier.",
    "{person} said that {a} would support {b} if the talks on {topic} resumed.",
    "The president of {b}, {other}, visited {a} in {month} {year} and discussed {topic} with {person}.",
    "{a} accused {b} of breaking the rules on {topic}; {b} denied it.",
    "Officials of {a}, {b} and {c} agreed on {day} {month} {year} to set up a joint committee on {topic}.",
    "{c} offered to mediate between {a} and {b}, but neither side has answered so far.",
    "{a} sent ${number} million in aid to {c} after the floods of {month} {year}.",
    "According to {person}, the memorandum on {topic} between {a} and {c} will enter into force in {year}.",
    "{b} plans to open an embassy in {c}, and {a} has welcomed the decision.",
    "The parliament of {a} ratified the {c} Treaty on {topic} by {number} votes to {digit}.",
    "Nobody in the delegation of {b} expected that {a} would ask for more time.",
    "Trade between {b} and {c} fell by {digit} per cent in {year}, while that with {a} kept growing.",
    "{other}, who had been ambassador of {b} to {a} until {year}, was appointed adviser on {topic}.",
    "Critics in {a} say that the dispute over {topic} costs more than it brings.",
    "{a} threatened to recall its ambassador from {b} unless the vessels leave the strait.",
    "In a joint statement, {a} and {c} condemned the attack on {day} {month} and urged {b} to return to the table.",
    "The company, in which the state of {c} holds {number} per cent, will build a plant in {a} by {year}.",
)
TOPICS = (
    "fisheries", "energy", "border security", "semiconductors", "steel tariffs", "visas", "climate finance",
    "grain transit", "space research", "data protection", "critical minerals", "migration", "arms control", "tourism",
)  # fmt: skip
FIRST = ("Elena", "Marco", "Aisha", "Jonas", "Mei", "Pavel", "Lucia", "Omar", "Ingrid", "Tomas", "Nadia", "Victor")
LAST = ("Paz", "Lindqvist", "Okoro", "Varga", "Tanaka", "Moreau", "Haddad", "Silveira", "Novak", "Brandt", "Iyer")
MONTHS = ("January", "March", "April", "May", "June", "July", "September", "October", "November")


def write_articles(folder: Path, amount: int) -> None:
    """Write so many articles as text files."""
    folder.mkdir(parents=True)
    states = [actor.name for actor in load_actors() if actor.type == "State"]
    for number in range(amount):
        (folder / f"article-{number:06d}.txt").write_text(article(number, states), "utf-8")


def article(number: int, states: list[str]) -> str:
    """Return the text of the article of this number: title, publisher, date, and five to nine paragraphs."""
    rng = random.Random(number)
    a, b, c = rng.sample(states, 3)
    slots = {"a": a, "b": b, "c": c}
    date = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {rng.randint(2019, 2025)}"
    parts = [f"{filled(rng.choice(TITLES), slots, rng)}\nRelazione Review {number}\n{date}"]
    wanted, words = rng.randint(300, 520), 0
    while words < wanted:
        sentences = [filled(each, slots, rng) for each in rng.sample(SENTENCES, rng.randint(3, 5))]
        parts.append(" ".join(sentences))
        words += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def filled(template: str, slots: dict[str, str], rng: random.Random) -> str:
    """Return a sentence with its places filled."""
    person, other = (f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(2))
    return template.format(
        **slots, person=person, other=other, topic=rng.choice(TOPICS), month=rng.choice(MONTHS),
        year=rng.randint(2015, 2025), day=rng.randint(1, 28), number=rng.randint(11, 99), digit=rng.randint(2, 9),
    )  # fmt: skip
