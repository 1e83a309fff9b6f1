"""Words of everyday English, which mean themselves: spelling leaves them alone even where no service uses them."""

_EVERYDAY = """
    able about above across actually after afternoon again against agree ahead alive allow almost alone along already
    also although always among amount angry animal another answer anymore anything anyway apart appear apple april
    arrive asked asleep august autumn away awful back badly ball band basic beach beat beautiful became because become
    been before began begin behind being believe belong below beside best better between beyond bill bird birth black
    blow blue boat body born both bottom bought boys branch bread break breakfast bring broken brother brought brown
    build building built burst busy button call called came camp cards care careful carry catch caught cause change
    cheap check cheese chicken child children choice choose church city class clean clear clever clock close closed
    clothes cloud coffee cold colour come common complete control cook cool copy corner correct cost could country
    couple course cover cream cross crowd cruise dance danger dangerous dark data date daughter dead deal dear death
    december decide deep delete design desk died different difficult dinner direct dirty does doing done door double
    down draw dream dress drink drive drop during dust each early earth easily east easy eating edge eight either else
    email empty engine enjoy enough enter entire even evening event ever every everyone everything exact except excuse
    expect expensive explain extra face fact fail fair fall false family famous fancy farm fast father favourite
    february feed feel feeling fell felt female fence field fight figure fill film final find fine finger finish fire
    first fish five flat flight floor flower flying follow food foot forest forget forgot form forward found four free
    fresh friday friend friends from front fruit full funny further future game games garage garden gave getting girl
    girls give given giving glad glass goes going gold gone good grass great green grew ground group grow guess guide
    hair half hall hand hands happen happened happy hard hate have having head hear heard heart heavy held hello help
    here high hill himself hire history hold hole holiday home hope horse hotel hour house however huge human hundred
    hungry hurry hurt husband idea image important inside instead interest into island itself january job july jump
    june just keep kept kill kind king kitchen knew knife know known lady lake land language large last late later
    laugh lead learn least leave left less lesson letter level life lift light like likely line lion list listen
    little live lived living long look looked looking lose lost lots love lovely lower luck lunch machine made mail
    main major make making male many march mark market marry match matter maybe meal mean means meant meat meet
    meeting member mental message met middle might mile milk mind mine minute miss missing moment monday money month
    moon more morning most mother mouth move moved movie moving much music must myself name near nearly neck need
    needed neighbour neither never next nice night nine nobody noise none normal north nose note nothing notice
    november number object october offer office often okay once only onto open opposite orange order other others
    ought outside over owner page paid paint pair paper parent park part parts party pass past path people perfect
    perhaps person phone photo pick picture piece pink place plain plan plane plant plate play player please plenty
    pocket point poor possible post pound power present press pretty price print prize probably problem program
    promise proper public pull push queen question quick quickly quiet quite race radio rain raise ready real really
    reason receive record rent rental repair reply rest return rice rich ride right ring rise river road rock roof
    room root round rubber rule running rush sadly safe said salt same sand saturday save saying school science search
    seat second secret seem seen select sell send sense sent september serious served service seven several shall
    shape share sharp sheet shelf ship shirt shoe shoes shop shopping short should shout show shower shut sick side
    sign silly silver similar simple since sing single sister size skin sleep slow small smell smile smoke snow soap
    social soft some somehow something sometimes song soon sorry sort soul sound soup south space speak special speed
    spell spend spoke spoon sport spring square stage stair stand star start station stay steal step still stock stood
    stop storm story straight strange stream street strong stuff stupid such sudden sugar suit summer sunday sunny
    supper sure surprise sweet swim system table take taken taking talk tall taste taught team tell tennis term test
    text than thank thanks that their them then there these they thick thin thing things think third this those though
    thought thousand three through throw thursday ticket tidy till time tiny tired today together told tomorrow
    tonight took total touch toward town track trade train travel tree tried trip trouble true trust truth trying
    tuesday turn twelve twice type under understand unit until update upon upset useful user users usual usually
    vegetable very video view village visit voice wait walk wall want wanted warm wash waste watch water wear weather
    wednesday week weekend weight well went were west what wheel when where whether which while white whole whose wide
    wife wild will wind window wine winter wish with within without woman women wonder wood word words work working
    world worry worse worst worth would write writing wrong wrote year years yellow yesterday young your yourself
"""
EVERYDAY = frozenset(_EVERYDAY.split())
