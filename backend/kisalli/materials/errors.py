"""What can go wrong with pictures in guidance."""

from kisalli.core.errors import Conflict, Invalid


class UnusablePicture(Invalid):
    """What was sent can't be taken as a picture: `errors` says why. Nothing of it is kept."""

    code, title = "unusable_picture", "This file can't be used as a picture"


class NoRoomForPictures(Conflict):
    """The pictures of the programme would take more room than a programme has."""

    code, title = "no_room_for_pictures", "There is no room for more pictures in this programme"


class PictureInUse(Conflict):
    """Texts show the picture: `errors` names them. It can be deleted once none does."""

    code, title = "picture_in_use", "This picture is used in a text"
