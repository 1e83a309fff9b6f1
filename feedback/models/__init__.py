from feedback.models.comments import Comment
from feedback.models.reviews import Review, ReviewEdit

__all__ = ["Comment", "Review", "ReviewEdit"]
