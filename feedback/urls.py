from django.urls import path

from feedback.views import comments, reviews, votes

app_name = "feedback"
urlpatterns = [
    path("services/<slug:slug>/review/", reviews.review_service, name="review_service"),
    path("reviews/<uuid:public_id>/", reviews.review_detail, name="review_detail"),
    path("reviews/<uuid:public_id>/edit/", reviews.review_edit, name="review_edit"),
    path("reviews/<uuid:public_id>/withdraw/", reviews.review_withdraw, name="review_withdraw"),
    path("reviews/<uuid:public_id>/helpful/", votes.review_helpful, name="review_helpful"),
    path("ideas/<slug:slug>/comment/", comments.comment, name="comment"),
    path("comments/<uuid:public_id>/", comments.comment_detail, name="comment_detail"),
    path("comments/<uuid:public_id>/reply/", comments.comment_reply, name="comment_reply"),
    path("comments/<uuid:public_id>/withdraw/", comments.comment_withdraw, name="comment_withdraw"),
]
