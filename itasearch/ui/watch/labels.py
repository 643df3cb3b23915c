"""Labels of what is watched."""

from itasearch.ui.kit.labels import Label

WATCH_SEARCH_HELP = Label(
    "Keeps this search with its filters; the first page shows what is new or changed of it"
)
WATCH_TOWN_HELP = Label(
    "The first page shows when this organisation has a new or changed report or ITA result"
)
ALL = Label("All that is watched")
TITLE = Label("What is watched")
HELP = Label(
    "Searches and organisations of this library: everyone at this computer sees the same list;"
    " “your last visit” is what this browser remembers"
)
HELP_OWN = Label(
    "Searches and organisations that you watch: only you and administrators see them;"
    " who knows the address of a feed can read it"
)
HELP_ALL = Label(
    "What everyone watches, as you are an administrator; others see what they watch themselves"
)
SIGNED_IN_ONLY = Label("Those who signed in can watch searches and organisations")
NONE = Label("Nothing is watched yet: press “Watch” at an answer or on an organisation's page")
NONE_OF_TOWN = Label("Nothing is watched for this organisation; {count:,} for others")
SINCE = Label("Watched since {when}")
NEWS = Label("Its news ({count:,})")
NEW_OF_SEARCH = Label("{count:,} new of your search {name}")
FEED_HELP = Label("An address for feed readers, such as Outlook or Thunderbird")
REMOVE = Label("Stop watching")
FEED_GONE = Label("There is no such feed; it may no longer be watched")
FEED_LATER = Label("The library cannot be read now; try later")
