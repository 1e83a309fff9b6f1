"""Words of everyday English, which mean themselves: spelling leaves them alone even where no service uses them."""

_EVERYDAY = """
    able about above across actor actually adapted advice after afternoon again against agree ahead alive allow almost
    alone along already also although always among amount angry animal another answer anymore anything anyway apart
    appear apple april arabic arrive artist asked asleep august author autumn away awful back badly ball balloon band
    basic batteries battery beach bear beat beautiful became because become been before began begin behind being believe
    belong below bengali beside best better between beyond bill bird birth black blow blue boat body born both bottle
    bottom bought boys branch bread break breakfast bridge bring broken brother brought brown brush bucket build
    building built burst busy butter butterfly button buying cake call called came camel camera camp candle cards care
    careful carpet carry casino castle catch caught cause chain chair change cheap check cheese chicken child children
    chinese chocolate choice choose church city class clean clear clever clock close closed clothes cloud coffee coin
    coins cold colour come comet common complete control cook cookie cool copy corner correct cost cotton could country
    couple course cover cream cross crowd cruise curtain cycle cycling dance danger dangerous dark data date daughter
    dead deal dear death december decide deep deer delete desert design desk died different difficult dinner direct
    dirty dive diving does doing doll dolphin done door double down draw dream dress drink drive drop drum duck during
    dust each eagle early earth easily east easy eating edge eight either elephant else email empty engine english enjoy
    enough enter entire even evening event ever every everyone everything exact except excuse expect expensive explain
    extra face fact fail fair fall false family famous fancy farm fast father favourite february feed feeding feel
    feeling fell felt female fence field fight figure fill film final find fine finger finish fire first fish five flat
    flight floor flower flute flying follow food foot forest forget forgot fork form forward found four free french
    fresh friday friend friends frog from front fruit full funny further future galaxy game games garage garden gave
    gentle german getting girl girls give given giving glacier glad glass glue goat goes going gold gone good goose
    grass great green grew ground group grow guess guide guitar hair half hall hammer hand hands happen happened happy
    hard hate have having head hear heard heart heavy hedge held hello help here high hill himself hindi hire history
    hold hole holiday home hope horse hotel hour house however huge human hundred hungry hurry hurt husband idea image
    important inside instead interest into island italian itself january july jump june jungle just keep kept keyboard
    kill kind king kitchen knew knife know known lady lake land language large laser last late later laugh lawn lead
    learn least leather leave left lend lent less lesson letter level life lift light like likely line lion list listen
    little live lived living lizard long look looked looking lorry lose lost lots love lovely lower luck lunch machine
    made magazine mail main major make making male many march mark market marry match matter maybe meadow meal mean
    means meant meat meet meeting member mens mental message metal middle might mile milk mind mine minute miss missing
    moment monday money monkey month moon more morning most mother mountain mouse mouth move moved movie moving much
    music must myself nail name near nearly neck need needed neighbour neither never next nice night nine nobody noise
    none normal north nose note nothing notice novel november number object ocean october offer office often okay once
    onion only onto open opposite orange order other others ought outside over owner page paid paint pair palace paper
    parent park parrot part parts party pass past path pencil penguin people perfect perhaps person phone photo piano
    pick picture piece pigeon pink pizza place plain plan plane planet plant plastic plate play player please plenty
    pocket poem point poker polish poor possible post potato pound power present press pretty price prince princess
    print prize probably problem program promise proper public pull punjabi push puzzle queen question quick quickly
    quiet quite rabbit race radio rain raise ready real really reason receive record recycle recycling rent rental
    repair reply rest return rice rich ride right ring rise river road robot rock rocket romanian roof room root rope
    round rubber rule running rush sadly safe said salt same sand sandwich saturday save saying school science screen
    screw search seat second secret seem seen select sell seller send sense sent september serious served service seven
    several shall shape share shark sheep sheet shelf ship shirt shoe shoes shop shopping short should shout show shower
    shut sick side sighted sign silly silver similar simple since sing singer single sister size skin sleep slots slow
    small smell smile smoke snail snake snow soap social society sofa soft some somehow something sometimes song soon
    sorry sort soul sound soup south space spanish speak special speed spell spend spider spoke spoon sport spring
    square stage stair stand star start station stay steal step still stock stood stop storm story straight strange
    stream street strong stuff stupid such sudden sugar suit summer sunday sunny supper support sure surprise swallowed
    sweet swim system table take taken taking talk tall taste taught taxi team teen teenage teenager teens television
    tell telly temperature tennis term test text than thank thanks that their them then there these they thick thin
    thing things think third this those though thought thousand three through throw thursday ticket tidy tiger till time
    tiny tired toast today together told tomato tomorrow tonight took total touch toward tower town track trade train
    travel tree tried trip trouble trousers truck true trumpet trust truth trying tuesday tunnel turkish turn turtle
    twelve twice type ukrainian under understand unit until update upon upset urdu useful user users usual usually
    valley vegetable very video view village violin visit voice volcano wait walk wall wallet want wanted warm wash wasp
    waste watch water wave wear weather wednesday week weekend weight well welsh went were west whale what wheel when
    where whether which while white whole whose wide wife wild will wind window wine winter wish with within without
    wolf woman women womens wonder wood wooden wool word words work working world worm worry worse worst worth would
    write writer writing wrong wrote year years yellow yesterday young your yourself
"""
EVERYDAY = frozenset(_EVERYDAY.split())
_ENDINGS = ("ing", "ed", "es", "s", "er")


def is_everyday(word):
    """Whether it is one of them, or one with an ending: `selling`, `hired`, `stopped`."""
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    doubled = [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
    return any(one in EVERYDAY or f"{one}e" in EVERYDAY for one in (word, *stems, *doubled))
