"""What a look is: a function that lays out one shot and returns its painter."""

from collections.abc import Callable

from PIL import Image

from cms.demo.reel.spec import Stage

# From how far the shot has come (0…1) to the picture, as large as its stage.
Painter = Callable[[float], Image.Image]
Look = Callable[[Stage], Painter]
