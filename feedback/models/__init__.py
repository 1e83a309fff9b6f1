from feedback.models.comments import Comment
from feedback.models.reviews import Review, ReviewEdit
from feedback.models.votes import HelpfulVote

__all__ = ["Comment", "HelpfulVote", "Review", "ReviewEdit"]
