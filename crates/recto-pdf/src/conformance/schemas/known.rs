//! The schemas that PDF/A knows, and the types of their properties (XMP Specification, 2005,
//! chapter 4).

/// The properties of a type, by their names.
type Properties = &'static [(&'static str, &'static str)];

/// The schemas: namespace, and properties by their types.
pub(super) const SCHEMAS: &[(&str, Properties)] = &[
    (
        "http://purl.org/dc/elements/1.1/",
        &[
            ("bag ProperName", "contributor publisher"),
            ("Text", "coverage identifier source"),
            ("seq ProperName", "creator"),
            ("seq Date", "date"),
            ("Lang Alt", "description rights title"),
            ("MIMEType", "format"),
            ("bag Locale", "language"),
            ("bag Text", "relation subject type"),
        ],
    ),
    (
        "http://ns.adobe.com/xap/1.0/",
        &[
            ("bag XPath", "Advisory"),
            ("URL", "BaseURL"),
            ("Date", "CreateDate MetadataDate ModifyDate"),
            ("AgentName", "CreatorTool"),
            ("bag Text", "Identifier"),
            ("Text", "Label Nickname"),
            ("Real", "Rating"),
            ("alt Thumbnail", "Thumbnails"),
        ],
    ),
    (
        "http://ns.adobe.com/xap/1.0/rights/",
        &[
            ("URL", "Certificate WebStatement"),
            ("Boolean", "Marked"),
            ("bag ProperName", "Owner"),
            ("Lang Alt", "UsageTerms"),
        ],
    ),
    (
        "http://ns.adobe.com/xap/1.0/mm/",
        &[
            ("ResourceRef", "DerivedFrom ManagedFrom RenditionOf"),
            ("bag ResourceRef", "Ingredients"),
            ("URI", "DocumentID InstanceID ManageTo ManageUI OriginalDocumentID"),
            ("seq ResourceEvent", "History"),
            ("AgentName", "Manager"),
            ("Text", "ManagerVariant RenditionParams VersionID RenditionClass"),
            ("seq Version", "Versions"),
            ("URL", "LastURL"),
            ("Integer", "SaveID"),
        ],
    ),
    ("http://ns.adobe.com/xap/1.0/bj/", &[("bag Job", "JobRef")]),
    (
        "http://ns.adobe.com/xap/1.0/t/pg/",
        &[
            ("Dimensions", "MaxPageSize"),
            ("Integer", "NPages"),
            ("bag Font", "Fonts"),
            ("seq Colorant", "Colorants"),
            ("seq Text", "PlateNames"),
        ],
    ),
    (
        "http://ns.adobe.com/pdf/1.3/",
        &[
            ("Text", "Keywords PDFVersion"),
            ("AgentName", "Producer"),
            ("Boolean", "Trapped"),
        ],
    ),
    (
        "http://www.aiim.org/pdfa/ns/id/",
        &[("Integer", "part"), ("Text", "amd corr conformance")],
    ),
    (
        "http://ns.adobe.com/photoshop/1.0/",
        &[
            (
                "Text",
                "AuthorsPosition Category City Country Credit Headline Instructions Source State TransmissionReference",
            ),
            ("ProperName", "CaptionWriter"),
            ("Date", "DateCreated"),
            ("bag Text", "SupplementalCategories"),
            ("Integer", "Urgency"),
        ],
    ),
    (
        "http://ns.adobe.com/camera-raw-settings/1.0/",
        &[
            (
                "Boolean",
                "AutoBrightness AutoContrast AutoExposure AutoShadows HasCrop HasSettings",
            ),
            (
                "Integer",
                "BlueHue BlueSaturation Brightness ChromaticAberrationB ChromaticAberrationR ColorNoiseReduction Contrast CropUnits GreenHue GreenSaturation LuminanceSmoothing RedHue RedSaturation Saturation Shadows ShadowTint Sharpness Temperature Tint VignetteAmount VignetteMidpoint",
            ),
            ("Text", "CameraProfile RawFileName ToneCurveName Version WhiteBalance"),
            (
                "Real",
                "CropTop CropLeft CropBottom CropRight CropAngle CropWidth CropHeight Exposure",
            ),
            ("seq Point", "ToneCurve"),
        ],
    ),
    (
        "http://ns.adobe.com/tiff/1.0/",
        &[
            (
                "Integer",
                "ImageWidth ImageLength Compression PhotometricInterpretation Orientation SamplesPerPixel PlanarConfiguration YCbCrPositioning ResolutionUnit",
            ),
            ("seq Integer", "BitsPerSample YCbCrSubSampling TransferFunction"),
            ("Rational", "XResolution YResolution"),
            (
                "seq Rational",
                "WhitePoint PrimaryChromaticities YCbCrCoefficients ReferenceBlackWhite",
            ),
            ("Date", "DateTime"),
            ("Lang Alt", "ImageDescription Copyright"),
            ("ProperName", "Make Model Artist"),
            ("AgentName", "Software"),
        ],
    ),
    (
        "http://ns.adobe.com/exif/1.0/",
        &[
            (
                "Text",
                "ExifVersion FlashpixVersion RelatedSoundFile SpectralSensitivity ImageUniqueID GPSVersionID GPSSatellites GPSMapDatum GPSDifferentialText GPSProcessingMethod GPSAreaInformation GPSStatus GPSSpeedRef GPSTrackRef GPSImgDirectionRef GPSDestBearingRef GPSDestDistanceRef",
            ),
            (
                "Integer",
                "ColorSpace PixelXDimension PixelYDimension ExposureProgram MeteringMode LightSource FocalPlaneResolutionUnit SensingMethod FileSource SceneType CustomRendered ExposureMode WhiteBalance FocalLengthIn35mmFilm SceneCaptureType GainControl Contrast Saturation Sharpness SubjectDistanceRange GPSAltitudeRef GPSMeasureMode GPSDifferential",
            ),
            (
                "seq Integer",
                "ComponentsConfiguration ISOSpeedRatings SubjectArea SubjectLocation",
            ),
            (
                "Rational",
                "CompressedBitsPerPixel ExposureTime FNumber ShutterSpeedValue ApertureValue BrightnessValue ExposureBiasValue MaxApertureValue SubjectDistance FocalLength FlashEnergy FocalPlaneXResolution FocalPlaneYResolution ExposureIndex DigitalZoomRatio GPSAltitude GPSDOP GPSSpeed GPSTrack GPSImgDirection GPSDestBearing GPSDestDistance",
            ),
            ("Lang Alt", "UserComment"),
            ("Date", "DateTimeOriginal DateTimeDigitized GPSTimeStamp"),
            ("OECFSFR", "OECF SpatialFrequencyResponse"),
            ("Flash", "Flash"),
            ("CFAPattern", "CFAPattern"),
            ("DeviceSettings", "DeviceSettingDescription"),
            (
                "GPSCoordinate",
                "GPSLatitude GPSLongitude GPSDestLatitude GPSDestLongitude",
            ),
        ],
    ),
    ("http://ns.adobe.com/exif/1.0/aux/", &[("Text", "Lens SerialNumber")]),
    (
        "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
        &[
            ("ProjectLink", "projectRef"),
            (
                "Text",
                "videoFrameRate videoPixelDepth videoColorSpace videoAlphaMode videoFieldOrder pullDown audioSampleType audioChannelType speakerPlacement fileDataRate tapeName altTapeName shotName scene shotLocation artist album genre releaseDateText composer engineer instrument key logComment stretchMode timeSignature scaleType",
            ),
            ("Dimensions", "videoFrameSize"),
            ("Rational", "videoPixelAspectRatio"),
            ("Colorant", "videoAlphaPremultipleColor"),
            ("Boolean", "videoAlphaUnityIsTransparent loop"),
            ("Integer", "audioSampleRate trackNumber numberOfBeatsInteger"),
            ("Text", "videoCompressor audioCompressor"),
            ("bag Media", "contributedMedia"),
            ("Time", "startTimecodeTime introTime outCue relativeTimestamp duration"),
            ("Timecode", "startTimecode altTimecode"),
            ("Date", "shotDate releaseDate videoModDate audioModDate metadataModDate"),
            ("Text", "copyright"),
            ("seq Marker", "markers"),
            ("Real", "tempo numberOfBeats relativePeakAudioFilePath"),
            ("URI", "relativePeakAudioFilePath absPeakAudioFilePath"),
            ("beatSpliceStretch", "beatSpliceParams"),
            ("resampleStretch", "resampleParams"),
            ("timeScaleStretch", "timeScaleParams"),
        ],
    ),
];

const DYNAMIC: &str = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";
const EXIF: &str = "http://ns.adobe.com/exif/1.0/";

/// The types that have fields: name, namespace of the fields, and fields by their types.
pub(super) const STRUCTURES: &[(&str, &str, Properties)] = &[
    (
        "Dimensions",
        "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
        &[("Real", "w h"), ("Text", "unit")],
    ),
    (
        "Thumbnail",
        "http://ns.adobe.com/xap/1.0/g/img/",
        &[("Integer", "height width"), ("Text", "format image")],
    ),
    (
        "ResourceRef",
        "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
        &[
            (
                "URI",
                "instanceID documentID manageTo manageUI originalDocumentID filePath",
            ),
            (
                "Text",
                "versionID renditionClass renditionParams managerVariant fromPart toPart partMapping maskMarkers",
            ),
            ("seq URI", "alternatePaths"),
            ("Date", "lastModifyDate"),
            ("AgentName", "manager"),
        ],
    ),
    (
        "ResourceEvent",
        "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
        &[
            ("Text", "action parameters changed"),
            ("URI", "instanceID"),
            ("AgentName", "softwareAgent"),
            ("Date", "when"),
        ],
    ),
    (
        "Version",
        "http://ns.adobe.com/xap/1.0/sType/Version#",
        &[
            ("Text", "comments version"),
            ("ResourceEvent", "event"),
            ("Date", "modifyDate"),
            ("ProperName", "modifier"),
        ],
    ),
    (
        "Job",
        "http://ns.adobe.com/xap/1.0/sType/Job#",
        &[("Text", "name id"), ("URL", "url")],
    ),
    (
        "Font",
        "http://ns.adobe.com/xap/1.0/sType/Font#",
        &[
            ("Text", "fontName fontFamily fontFace fontType versionString fontFileName"),
            ("Boolean", "composite"),
            ("seq Text", "childFontFiles"),
        ],
    ),
    (
        "Colorant",
        "http://ns.adobe.com/xap/1.0/g/",
        &[
            ("Text", "swatchName mode type"),
            ("Real", "cyan magenta yellow black L"),
            ("Integer", "red green blue A B"),
        ],
    ),
    (
        "Flash",
        EXIF,
        &[("Boolean", "Fired Function RedEyeMode"), ("Integer", "Return Mode")],
    ),
    (
        "OECFSFR",
        EXIF,
        &[("Integer", "Columns Rows"), ("seq Text", "Names"), ("seq Rational", "Values")],
    ),
    ("CFAPattern", EXIF, &[("Integer", "Columns Rows"), ("seq Integer", "Values")]),
    ("DeviceSettings", EXIF, &[("Integer", "Columns Rows"), ("seq Text", "Settings")]),
    ("ProjectLink", DYNAMIC, &[("Text", "type"), ("URI", "path")]),
    ("Time", DYNAMIC, &[("Integer", "value"), ("Rational", "scale")]),
    ("Timecode", DYNAMIC, &[("Text", "timeValue timeFormat")]),
    (
        "Media",
        DYNAMIC,
        &[
            ("URI", "path"),
            ("Text", "track"),
            ("Time", "startTime duration"),
            ("Boolean", "managed"),
            ("URI", "webStatement"),
        ],
    ),
    (
        "Marker",
        DYNAMIC,
        &[
            ("Time", "startTime duration"),
            ("Text", "comment name target type"),
            ("URI", "location"),
        ],
    ),
    (
        "beatSpliceStretch",
        DYNAMIC,
        &[
            ("Boolean", "useFileBeatsMarker"),
            ("Real", "riseInDecibel"),
            ("Time", "riseInTimeDuration"),
        ],
    ),
    ("resampleStretch", DYNAMIC, &[("Text", "quality")]),
    (
        "timeScaleStretch",
        DYNAMIC,
        &[("Text", "quality"), ("Real", "frameSize frameOverlappingPercentage")],
    ),
];
