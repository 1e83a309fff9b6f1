"""Who may come to the door: one person for each thing that a right can hang on."""

ANONYMOUS = "anonymous"
CITIZEN = "citizen"  # a trusted member who follows and supports, and wrote nothing
AUTHOR = "author"  # wrote one thing in each state there is
OTHER = "other author"  # the same kinds of things, of somebody else
NEWCOMER = "newcomer"  # whose first posts are checked
SUSPENDED = "suspended"
MEMBER = "member of a group"
STRANGER = "member of another group"
EDITOR = "provider editor"  # of the group that runs the services
WORKER = "frontline worker"
HOST = "hub host"
RESPONDER = "responder"
MODERATOR = "moderator"
DIRECTORY = "directory editor"
COUNCILLOR = "councillor"
ADMINISTRATOR = "administrator"

MEMBERS = (CITIZEN, AUTHOR, OTHER, NEWCOMER, SUSPENDED, MEMBER, STRANGER, EDITOR)
STAFF = (WORKER, HOST, RESPONDER, MODERATOR, DIRECTORY, COUNCILLOR, ADMINISTRATOR)
SIGNED_IN = MEMBERS + STAFF
ROLES = (ANONYMOUS, *SIGNED_IN)

# The groups of the table of roles that the staff above hold.
GROUPS = {
    WORKER: "Frontline worker",
    HOST: "Hub host",
    RESPONDER: "Responder",
    MODERATOR: "Moderator",
    DIRECTORY: "Directory editor",
    COUNCILLOR: "Councillor",
    ADMINISTRATOR: "Administrator",
}
